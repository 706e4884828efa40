using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class ClassifierHeadTests
{
    [Fact]
    public void HasFastAisNamesAndShapes()
    {
        using var head = new ClassifierHead(512, 2, finalNorm: true).Counted();

        Assert.Equal(
            GoldenState.OfHead().OrderBy(entry => entry.Name, StringComparer.Ordinal),
            head.state_dict().Select(entry => (entry.Key, string.Join(',', entry.Value.shape))).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void LogitsEqualFastAis()
    {
        using var head = new ClassifierHead(512, 2, finalNorm: true).Counted();
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
        using var head = new ClassifierHead(512, 5).Counted();

        Assert.DoesNotContain(head.state_dict().Keys, name => name.StartsWith("9.", StringComparison.Ordinal));
    }

    [Fact]
    public void DropoutRepeatsWithItsSeedAndChangesWithoutIt()
    {
        using var head = new ClassifierHead(8, 3).Counted();
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
        head.Reseed(new RandomSource(seed).Stream("dropout"));
        return head.forward(features).data<float>().ToArray();
    }
}
