using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class KnownFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheDistanceIsTheMeanCosineDistanceFromTheNearest()
    {
        KnownFeatures known = Known(2, 0.5, [1, 0], [0, 3], [2, 0]);

        Assert.Equal(0, known.DistanceOf([7, 0]), 1e-6);
        Assert.Equal((0.2 + 0.2) / 2, known.DistanceOf([4, 3]), 1e-3);
        Assert.Equal(((1 - Math.Sqrt(0.5)) * 2) / 2, known.DistanceOf([1, 1]), 1e-3);
        Assert.Equal((0 + 1) / 2.0, known.DistanceOf([0, 5]), 1e-6);
        Assert.Equal(2 * known.DistanceOf([1, 1]), known.NoveltyOf([1, 1]), 1e-12);
    }

    [Fact]
    public void NothingAtAllIsFarAndNoNumberIsNoDistance()
    {
        KnownFeatures known = Known(1, 0.5, [1, 0]);

        Assert.Equal(1, known.DistanceOf([0, 0]));
        Assert.Equal(double.NaN, known.DistanceOf([float.NaN, 1]));
        Assert.Equal(double.NaN, known.DistanceOf([float.PositiveInfinity, 1]));
        Assert.Throws<ArgumentException>(() => known.DistanceOf([1, 2, 3]));
    }

    [Fact]
    public void AFileGivesBackWhatWasKept()
    {
        KnownFeatures known = Known(2, 0.25, [1, 2, 3], [3, 2, 1], [0, 0, 1]);

        using WeightsFile file = WeightsFile.Open(Write(known.ToTensor(), known.Rule), verify: true);
        KnownFeatures read = KnownFeatures.Read(file)!;

        Assert.Equal((3, 3, known.Rule), (read.Count, read.Width, read.Rule));
        Assert.Equal(known.DistanceOf([3, 1, 1]), read.DistanceOf([3, 1, 1]));
    }

    [Fact]
    public void AModelThatKeepsNothingHasNone()
    {
        using WeightsFile without = WeightsFile.Open(Write(null, null));
        Assert.Null(KnownFeatures.Read(without));
        Assert.DoesNotContain("novelty", without.Metadata["emblem"], StringComparison.Ordinal);

        // A checkpoint's description comes without the tensor, and a tensor says nothing without its rule.
        using WeightsFile ruleAlone = WeightsFile.Open(Write(null, new NoveltyRule(3, 0.5)));
        Assert.Null(KnownFeatures.Read(ruleAlone));
        using WeightsFile tensorAlone = WeightsFile.Open(Write(Known(1, 1, [1, 0]).ToTensor(), null));
        Assert.Null(KnownFeatures.Read(tensorAlone));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(3, 0)]
    [InlineData(3, -1)]
    [InlineData(3, 2.5)]
    public void ARuleThatCannotBeIsDamage(int neighbours, double threshold)
    {
        using WeightsFile file = WeightsFile.Open(Write(Known(1, 1, [1, 0]).ToTensor(), new NoveltyRule(neighbours, threshold)));

        Assert.Contains("training pictures", Assert.Throws<ModelFileDamagedException>(() => KnownFeatures.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TensorsThatCannotBeAreDamage()
    {
        NamedTensor[] broken =
        [
            new(KnownFeatures.TensorName, TensorType.F32, [1, 1], new byte[4]),
            new(KnownFeatures.TensorName, TensorType.F16, [4], new byte[8]),
            new(KnownFeatures.TensorName, TensorType.F16, [0, 4], Array.Empty<byte>()),
            new(KnownFeatures.TensorName, TensorType.F16, [1, 1], new byte[] { 0, 0x7E }),
        ];

        Assert.All(broken, tensor =>
        {
            using WeightsFile file = WeightsFile.Open(Write(tensor, new NoveltyRule(3, 0.5)));
            Assert.Throws<ModelFileDamagedException>(() => KnownFeatures.Read(file));
        });
    }

    /// <summary>The file stays small: 4 MB of half precision.</summary>
    [Theory]
    [InlineData(512, 4096)]
    [InlineData(2048, 1024)]
    [InlineData(1 << 22, 1)]
    public void SoManyRowsAreKept(int width, int rows) => Assert.Equal(rows, KnownFeatures.MostRows(width));

    public void Dispose() => _folder.Dispose();

    private static KnownFeatures Known(int neighbours, double threshold, params float[][] rows) =>
        new([.. rows.SelectMany(row => KnownFeatures.ToRow(row))], rows[0].Length, new NoveltyRule(neighbours, threshold));

    private string Write(NamedTensor? tensor, NoveltyRule? rule)
    {
        string path = _folder.Create($"{Guid.NewGuid():N}.safetensors");
        NamedTensor weight = new("weight", TensorType.F32, [1], new byte[4]);
        ModelFile.Write(path, tensor is null ? [weight] : [weight, tensor], ModelMetadataTests.Small with { Novelty = rule });
        return path;
    }
}
