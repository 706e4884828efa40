using Emblem.Export.Onnx;

namespace Emblem.Tests.Export.Onnx;

/// <summary>Weights as whole numbers, channel by channel.</summary>
public sealed class ChannelWeightsTests
{
    [Fact]
    public void EachChannelEndsWithItsLargestWeight()
    {
        var rounded = ChannelWeights.Of([0.5f, -1, 0.25f, 100, 50, -25], [0.3f, -7], inputStep: 0.1f, channels: 2);

        Assert.Equal([64, -127, 32, 127, 64, -32], rounded.Weights.Select(weight => (int)weight));
        Assert.Equal([1 / 127f, 100 / 127f], rounded.Steps);
        Assert.Equal([(int)Math.Round(0.3 * 1270), (int)Math.Round(-7 * 12.7)], rounded.Bias);
    }

    [Fact]
    public void AChannelOfNothingKeepsItsBias()
    {
        var rounded = ChannelWeights.Of([0, 0], [5], inputStep: 0.01f, channels: 1);

        Assert.Equal([0, 0], rounded.Weights.Select(weight => (int)weight));
        Assert.Equal(5, rounded.Bias[0] * (double)rounded.Steps[0] * 0.01f, 1e-6);
    }

    [Fact]
    public void ABiasThatIsLargeBesideItsWeightsWidensTheirScale()
    {
        var rounded = ChannelWeights.Of([1e-9f], [1000], inputStep: 1e-4f, channels: 1);

        Assert.Equal(1000, rounded.Bias[0] * (double)rounded.Steps[0] * 1e-4f, 1e-3);
    }

    [Fact]
    public void WithoutABiasThereIsNone() => Assert.Empty(ChannelWeights.Of([1, 2], [], 1, 2).Bias);
}
