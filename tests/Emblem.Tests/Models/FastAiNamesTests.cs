using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

public sealed class FastAiNamesTests
{
    [Theory]
    [InlineData(FastAiSave.Version1, HeadKind.FastAi)]
    [InlineData(FastAiSave.Version2, HeadKind.FastAi2)]
    public void EveryNameOfALearnerIsOneOfOurs(string learner, HeadKind kind)
    {
        using var folder = new TemporaryFolder();
        using WeightsFile file = FastAiNames.Translate(WeightsFile.Open(FastAiSave.Write(folder, Small(learner))));
        using var head = new ClassifierHead(512, 3, new HeadDescription(kind)).Counted();

        Assert.Equal(
            GoldenState.Names(GoldenState.OfNetwork("resnet18")).Where(name => !name.StartsWith("fc.", StringComparison.Ordinal))
                .Concat(head.state_dict().Keys.Select(name => $"head.{name}")).Order(StringComparer.Ordinal),
            file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void BytesStayWithTheirNames()
    {
        using var folder = new TemporaryFolder();
        string path = FastAiSave.Write(
            folder,
            [
                .. Stem(), new NamedTensor("0.7.1.conv2.weight", TensorType.U8, [2], new byte[] { 3, 4 }), new NamedTensor("1.8.bias", TensorType.U8, [1], new byte[] { 5 }),
            ]);
        using WeightsFile file = FastAiNames.Translate(WeightsFile.Open(path));

        byte[] read = new byte[2];
        file.Read(file.Find("layer4.1.conv2.weight")!, read);
        Assert.Equal([3, 4], read);
        file.Read(file.Find("head.8.bias")!, read);
        Assert.Equal(5, read[0]);
    }

    [Fact]
    public void AHeadWithoutDropoutGetsThePositionsWithIt()
    {
        // learn = cnn_learner(data, resnet18, ps=0, bn_final=True): no dropout modules, so norm 2, linear 3, activation 4, norm 5, linear 6, norm 7.
        using var folder = new TemporaryFolder();
        string path = FastAiSave.Write(
            folder, [.. Stem(), Byte("1.2.weight", 4), Byte("1.3.weight", 5, 4), Byte("1.5.weight", 5), Byte("1.6.weight", 2, 5), Byte("1.7.weight", 2)]);

        using WeightsFile file = FastAiNames.Translate(WeightsFile.Open(path));

        Assert.Equal(
            ["head.2.weight", "head.4.weight", "head.6.weight", "head.8.weight", "head.9.weight"],
            file.Entries.Select(entry => entry.Name).Where(name => name.StartsWith("head.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TimmsNetworksKeepTheirNames()
    {
        using var folder = new TemporaryFolder();
        string path = FastAiSave.Write(folder, [Byte("0.model.conv_stem.weight", 1), Byte("0.model.blocks.0.0.bn1.bias", 1), Byte("1.2.weight", 1)]);

        using WeightsFile file = FastAiNames.Translate(WeightsFile.Open(path));

        Assert.Equal(["blocks.0.0.bn1.bias", "conv_stem.weight", "head.2.weight"], file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OtherFilesStayAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        using WeightsFile file = WeightsFile.Open(FastAiSave.Write(folder, [Byte("conv1.weight", 1), Byte("head.2.weight", 1)]));

        Assert.Same(file, FastAiNames.Translate(file));
    }

    [Theory]
    [InlineData("0.0.0.weight", "no convolution at 0.0")]
    [InlineData("0.2.weight", "weights at position 2")]
    public void ANetworkThatIsNotKnownIsNamed(string name, string found)
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] start = name == "0.0.0.weight" ? [] : [.. Stem()];
        using WeightsFile file = WeightsFile.Open(FastAiSave.Write(folder, [.. start, Byte(name, 1), Byte("1.2.weight", 1)]));

        Assert.Contains(found, Assert.ThrowsAny<ModelFileException>(() => FastAiNames.Translate(file)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<NamedTensor> Stem() => [Byte("0.0.weight", 1, 1, 1, 1), Byte("0.1.running_mean", 1)];

    private static NamedTensor Byte(string name, params long[] shape) =>
        new(name, TensorType.U8, shape, new byte[shape.Aggregate(1L, (a, b) => a * b)]);

    /// <summary>The same names with a byte for each tensor's contents; dimensions stay.</summary>
    private static IEnumerable<NamedTensor> Small(string learner) => GoldenState.OfFastAi(learner).Select(entry =>
        Byte(entry.Name, [.. entry.Shape.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(_ => 1L)]));
}
