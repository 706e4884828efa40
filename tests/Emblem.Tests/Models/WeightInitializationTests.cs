using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class WeightInitializationTests
{
    [Theory]
    [InlineData("resnet18", "layer1.0.conv1.weight", 64 * 9)]
    [InlineData("resnext50_32x4d", "layer1.0.conv2.weight", 128 * 9)]
    [InlineData("tf_efficientnet_lite0", "blocks.5.1.conv_dw.weight", 25)]
    [InlineData("mobilenetv3_large_100", "blocks.5.1.se.conv_reduce.weight", 240)]
    public void ConvolutionsSpreadByTheirFanOut(string name, string entry, int fanOut)
    {
        Dictionary<string, float[]> state = Fill(name);

        Assert.InRange(Deviation(state[entry]) / Math.Sqrt(2.0 / fanOut), 0.95, 1.05);
    }

    [Fact]
    public void ConvNeXtStartsAsItsAuthorsStartIt()
    {
        Dictionary<string, float[]> state = Fill("convnext_tiny");

        Assert.InRange(Deviation(state["stages.2.blocks.0.mlp.fc1.weight"]), 0.0198, 0.0202);
        Assert.InRange(Deviation(state["stages.2.blocks.0.conv_dw.weight"]), 0.0195, 0.0205);
        Assert.All(state["stages.2.blocks.0.gamma"], value => Assert.Equal(1e-6f, value));
        Assert.All(state["stages.2.blocks.0.norm.weight"].Concat(state["stem.1.weight"]), value => Assert.Equal(1, value));
        Assert.All(state.Where(entry => entry.Key.EndsWith("bias", StringComparison.Ordinal)).SelectMany(entry => entry.Value), value => Assert.Equal(0, value));
    }

    /// <summary>A deep residual network begins as a shallow one: each block passes on what its shortcut gives.</summary>
    [Theory]
    [InlineData("resnet50", "layer3.5.bn3.weight", "layer3.5.bn2.weight")]
    [InlineData("resnext50_32x4d", "layer4.0.bn3.weight", "layer4.0.downsample.1.weight")]
    public void TheLastNormOfABottleneckStartsAtZeroAndNoOther(string name, string last, string other)
    {
        Dictionary<string, float[]> state = Fill(name);

        Assert.All(state[last], value => Assert.Equal(0, value));
        Assert.All(state[other].Concat(state["bn1.weight"]), value => Assert.Equal(1, value));
    }

    [Fact]
    public void ANetworkOfBasicBlocksStartsWithAllNormsAsIdentity()
    {
        Dictionary<string, float[]> state = Fill("resnet18");

        Assert.All(state.Where(entry => entry.Value.Length > 1 && entry.Key.EndsWith(".bn2.weight", StringComparison.Ordinal)), entry => Assert.All(entry.Value, value => Assert.Equal(1, value)));
    }

    private static Dictionary<string, float[]> Fill(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();
        WeightInitialization.FillBody(body, new RandomSource(7).Stream("body"));
        return body.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32)
            .ToDictionary(entry => entry.Key, entry => entry.Value.data<float>().ToArray());
    }

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));
}
