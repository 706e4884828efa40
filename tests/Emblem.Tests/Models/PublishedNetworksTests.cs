using System.Text.Json;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

/// <summary>Networks against torchvision's and timm's own, entry by entry and number by number (see Golden/README.md).</summary>
public sealed class PublishedNetworksTests
{
    private static readonly string[] Torchvision = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152"];
    private static readonly string[] Timm = ["tf_efficientnet_lite0", "mobilenetv3_large_100", "convnext_tiny"];

    public static TheoryData<string> Known => [.. Torchvision, .. Timm];

    public static TheoryData<string> Computed => [.. Torchvision[..3], .. Timm];

    public static TheoryData<string> TimmNames => [.. Timm];

    [Theory]
    [MemberData(nameof(Known))]
    public void BodyAndClassifierHaveThePublishedNamesAndShapes(string name)
    {
        Architecture architecture = Architectures.Find(name);
        using FeatureExtractor body = architecture.CreateBody().Counted();
        using nn.Module<Tensor, Tensor> classifier = architecture.CreateClassifier().Counted();

        Assert.Equal(
            State(name).OrderBy(entry => entry.Name, StringComparer.Ordinal),
            body.state_dict().Concat(classifier.state_dict()).Select(entry => (entry.Key, string.Join(',', entry.Value.shape)))
                .OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void FeaturesAndLogitsEqualPyTorchs(string name)
    {
        Architecture architecture = Architectures.Find(name);
        using FeatureExtractor body = architecture.CreateBody().Counted();
        using nn.Module<Tensor, Tensor> classifier = architecture.CreateClassifier().Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        string[] order = GoldenState.Names(State(name));
        Formula.Fill(body, order);
        Formula.Fill(classifier, order);
        body.eval();
        classifier.eval();

        Tensor features = body.call(Formula.Wave([2, 3, 64, 64], 3));
        Tensor logits = classifier.call(features);

        var expected = new SafetensorsForTests(GoldenFile.PathOf($"{name}_forward.safetensors"));
        Assert.Equal(expected.Shape("features").Select(side => (long)side), features.shape);
        double distance = Formula.RelativeDistance(features.contiguous().data<float>().ToArray(), expected.Floats("features"));
        double logitDistance = Formula.RelativeDistance(logits.data<float>().ToArray(), expected.Floats("logits"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: features {distance:E1}, logits {logitDistance:E1}");
        Assert.InRange(distance, 0, 1e-4);
        Assert.InRange(logitDistance, 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(TimmNames))]
    public void TheCatalogueSaysOfWeightsWhatTimmDoes(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("architectures_timm.json")));
        JsonElement expected = golden.RootElement.GetProperty("models").GetProperty(name);
        JsonElement input = expected.GetProperty("input");
        Architecture architecture = Architectures.Find(name);
        Preprocessing preprocessing = architecture.Preprocessing;

        Assert.Equal(expected.GetProperty("parameters").GetInt64(), architecture.Parameters);
        Assert.Equal(expected.GetProperty("features").GetInt32(), architecture.FeatureCount);
        Assert.Equal([3, preprocessing.Height, preprocessing.Width], input.GetProperty("size").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(input.GetProperty("crop_pct").GetDouble(), preprocessing.CropFraction);
        Assert.Equal(input.GetProperty("interpolation").GetString(), preprocessing.Resampling.ToString(), ignoreCase: true);
        Assert.Equal(input.GetProperty("mean").EnumerateArray().Select(value => value.GetSingle()), preprocessing.Statistics.Mean);
        Assert.Equal(input.GetProperty("std").EnumerateArray().Select(value => value.GetSingle()), preprocessing.Statistics.Std);
    }

    private static (string Name, string Shape)[] State(string name) =>
        Timm.Contains(name) ? GoldenState.OfTimm(name) : GoldenState.OfNetwork(name);
}
