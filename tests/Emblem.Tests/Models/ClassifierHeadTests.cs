using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class ClassifierHeadTests
{
    private static readonly HeadDescription FastAi = new(HeadKind.FastAi);

    [Fact]
    public void HasFastAisNamesAndShapes()
    {
        using var head = new ClassifierHead(512, 2, FastAi with { FinalNorm = true }).Counted();

        Assert.Equal(
            GoldenState.OfHead().OrderBy(entry => entry.Name, StringComparer.Ordinal),
            head.state_dict().Select(entry => (entry.Key, string.Join(',', entry.Value.shape))).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void LogitsEqualFastAis()
    {
        using var head = new ClassifierHead(512, 2, FastAi with { FinalNorm = true }).Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Formula.Fill(head, GoldenState.Names(GoldenState.OfHead()));
        head.eval();

        Tensor logits = head.forward(Formula.Wave([3, 512, 4, 5], 11));

        float[] expected = new SafetensorsForTests(GoldenFile.PathOf("head_forward.safetensors")).Floats("logits");
        Assert.InRange(Formula.RelativeDistance(logits.data<float>().ToArray(), expected), 0, 1e-4);
    }

    [Fact]
    public void WithoutFinalNormTheLogitsComeLast()
    {
        using var head = new ClassifierHead(512, 5, FastAi).Counted();

        Assert.DoesNotContain(head.state_dict().Keys, name => name.StartsWith("9.", StringComparison.Ordinal));
    }

    [Fact]
    public void OtherHiddenLayersMoveTheNames()
    {
        using var head = new ClassifierHead(16, 3, FastAi with { Hidden = [10, 6], FinalNorm = true, Pooling = HeadPooling.Mean }).Counted();

        Dictionary<string, Tensor> state = head.state_dict();

        Assert.Equal([16], state["2.weight"].shape);
        Assert.Equal([10, 16], state["4.weight"].shape);
        Assert.Equal([6, 10], state["8.weight"].shape);
        Assert.Equal([3, 6], state["12.weight"].shape);
        Assert.Equal([3], state["13.running_mean"].shape);
        Assert.Equal(9, head.children().Count(child => child is not SeededDropout));
    }

    [Fact]
    public void NoHiddenLayerLeavesNormAndOneLinear()
    {
        using var head = new ClassifierHead(16, 3, new HeadDescription(HeadKind.FastAi2) { Hidden = [] }).Counted();

        Assert.Equal(["2.bias", "2.num_batches_tracked", "2.running_mean", "2.running_var", "2.weight", "4.weight"], head.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DropoutRepeatsWithItsSeedAndChangesWithoutIt()
    {
        using var head = new ClassifierHead(8, 3, FastAi).Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor features = Formula.Wave([4, 8, 2, 2], 1);

        float[] first = Train(head, features, 1);
        float[] other = Train(head, features, 2);
        float[] again = Train(head, features, 1);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    private static float[] Train(ClassifierHead head, Tensor features, long seed)
    {
        head.train();
        RandomStream random = new RandomSource(seed).Stream("dropout");
        foreach (SeededDropout dropout in head.modules().OfType<SeededDropout>())
            dropout.Reseed(random);
        return head.forward(features).data<float>().ToArray();
    }
}
