using Emblem.Imaging;

namespace Emblem.Tests.Imaging;

public sealed class PerceptualHashTests
{
    private static readonly float[] Sample = Make((x, y) => 120 + (50 * Math.Sin(x * 0.31)) + (40 * Math.Cos((y * 0.22) + (x * 0.05))));

    [Fact]
    public void BrightnessAndContrastDoNotMatter() =>
        Assert.InRange(PerceptualHash.Similarity(Hash(Sample), Hash([.. Sample.Select(value => (0.6f * value) + 40)])), 0.9999, 1.0001);

    [Fact]
    public void ANegativeIsTheOpposite() =>
        Assert.InRange(PerceptualHash.Similarity(Hash(Sample), Hash([.. Sample.Select(value => 255 - value)])), -1.0001, -0.9999);

    [Fact]
    public void MirroringTheHashMirrorsThePicture()
    {
        var mirrored = new sbyte[PerceptualHash.Length];
        PerceptualHash.Mirror(Hash(Sample), mirrored);

        sbyte[] expected = Hash(Make((x, y) => Sample[(y * PerceptualHash.SampleSide) + PerceptualHash.SampleSide - 1 - x]));
        Assert.InRange(PerceptualHash.Similarity(expected, mirrored), 0.9999, 1.0001);
        Assert.InRange(PerceptualHash.Similarity(Hash(Sample), mirrored), -1, 0.9);
    }

    [Fact]
    public void FlatSamplesHaveNone() =>
        Assert.False(PerceptualHash.TryCompute(Make((x, y) => 200 + ((x + y) % 3)), new sbyte[PerceptualHash.Length]));

    private static float[] Make(Func<int, int, double> value) =>
        [.. Enumerable.Range(0, PerceptualHash.SampleSide * PerceptualHash.SampleSide)
            .Select(i => (float)value(i % PerceptualHash.SampleSide, i / PerceptualHash.SampleSide))];

    private static sbyte[] Hash(float[] sample)
    {
        var hash = new sbyte[PerceptualHash.Length];
        Assert.True(PerceptualHash.TryCompute(sample, hash));
        return hash;
    }
}
