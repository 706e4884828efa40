using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class ResNetTests
{
    public static TheoryData<string> Names => [.. Architectures.All.Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void HasThePublishedNamesAndShapes(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();

        Assert.Equal(
            GoldenState.OfNetwork(name).Where(entry => !entry.Name.StartsWith("fc.", StringComparison.Ordinal)).OrderBy(entry => entry.Name, StringComparer.Ordinal),
            body.state_dict().Select(entry => (entry.Key, string.Join(',', entry.Value.shape))).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FeaturesAndLogitsEqualPyTorchs(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        string[] order = [.. GoldenState.OfNetwork(name).Select(entry => entry.Name)];
        Formula.Fill(body, order);
        using var classifier = nn.Linear(body.FeatureCount, 1000).Counted();
        Formula.Fill(classifier, ["weight", "bias"], Array.IndexOf(order, "fc.weight"));
        body.eval();

        Tensor features = body.forward(Formula.Wave([2, 3, 64, 64], 3));
        Tensor logits = classifier.forward(features.mean([2, 3]));

        var expected = new SafetensorsForTests(GoldenFile.PathOf($"{name}_forward.safetensors"));
        Assert.InRange(Formula.RelativeDistance(features.data<float>().ToArray(), expected.Floats("features")), 0, 1e-4);
        Assert.InRange(Formula.RelativeDistance(logits.data<float>().ToArray(), expected.Floats("logits")), 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GroupsHoldEveryParameterOnce(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();

        IntPtr[] grouped = [.. body.Groups.SelectMany(group => group).SelectMany(module => module.parameters()).Select(p => p.Handle).Order()];

        Assert.Equal(body.parameters().Select(p => p.Handle).Order(), grouped);
    }
}
