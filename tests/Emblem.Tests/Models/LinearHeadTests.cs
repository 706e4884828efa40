using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class LinearHeadTests
{
    private static readonly float[] Mean = [0.5f, -1, 2];
    private static readonly float[] Scale = [2, 0.5f, 4];
    private static readonly float[][] Weights = [[1, 2, 3], [-1, 0.5f, 0]];
    private static readonly float[] Bias = [0.25f, -0.75f];

    [Fact]
    public void LogitsAreThoseOfTheRegression()
    {
        using LinearHead head = new LinearHead(3, 2).Counted();
        head.Take(new LinearFit(Mean, Scale, Weights, Bias));
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        float[] features = [1, 2, 3, 4, 10, 20, 30, 40, -1, -2, -3, -4];

        float[] logits = head.forward(tensor(features).reshape(1, 3, 2, 2)).data<float>().ToArray();

        float[] means = [.. features.Chunk(4).Select(place => place.Average())];
        float[] expected = [.. Weights.Select((row, i) => Bias[i] + row.Select((weight, k) => weight * (means[k] - Mean[k]) / Scale[k]).Sum())];
        Assert.InRange(Formula.RelativeDistance(logits, expected), 0, 1e-6);
    }

    [Fact]
    public void StandardisingDoesNotLearn()
    {
        using LinearHead head = new LinearHead(3, 2).Counted();
        head.Take(new LinearFit(Mean, Scale, Weights, Bias));

        Assert.Equal(["bias", "weight"], head.Layer.named_parameters().Select(parameter => parameter.name).Order(StringComparer.Ordinal));
        Assert.Equal(2, head.parameters().Count());
        Assert.Equal(
            ["inverse_deviation", "linear.bias", "linear.weight", "mean"], head.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NumbersThatDoNotAgreeAreRefused()
    {
        Assert.Contains("2 scales", Assert.Throws<EmblemException>(() => new LinearFit(Mean, [1, 2], Weights, Bias)).Message, StringComparison.Ordinal);
        Assert.Contains("rows of 3, 2", Assert.Throws<EmblemException>(() => new LinearFit(Mean, Scale, [[1, 2, 3], [1, 2]], Bias)).Message, StringComparison.Ordinal);
        Assert.Throws<EmblemException>(() => new LinearFit(Mean, [1, 0, 1], Weights, Bias));
        Assert.Throws<EmblemException>(() => new LinearFit([0, float.NaN, 0], Scale, Weights, Bias));
    }

    [Fact]
    public void AFitForAnotherBodyIsRefused()
    {
        var choice = HeadChoice.FromFit(new LinearFit(Mean, Scale, Weights, Bias));

        var fault = Assert.Throws<EmblemException>(() => choice.Create(512, 2, new RandomSource(1).Stream("head")));

        Assert.Contains("3 features and 2 classes; the model needs 512 and 2", fault.Message, StringComparison.Ordinal);
    }
}
