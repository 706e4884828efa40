using Emblem.Foundation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;
using static TorchSharp.torch;

namespace Emblem.Tests.Training.Losses;

/// <summary>Each loss against its formula, written out here in double precision.</summary>
public sealed class LossTests
{
    private const int Pictures = 5;
    private const int Classes = 4;
    private static readonly float[] Logits = Formula.Wave(Pictures * Classes, 3, 4);
    private static readonly int[] Targets = [0, 3, 1, 1, 2];
    private static readonly int[] Others = [2, 3, 0, 1, 0];
    private static readonly double[] Weights = [0.5, 2, 0.25, 1.5];

    [Fact]
    public void CrossEntropyIsMinusTheLogarithmOfTheTrueClass() =>
        AssertLoss(new CrossEntropy(), (i, label) => -LogProbability(i, label), label => 1);

    [Fact]
    public void SmoothingIsFastAis()
    {
        const double eps = 0.1;

        AssertLoss(
            new CrossEntropy { Smoothing = eps },
            (i, label) => ((1 - eps) * -LogProbability(i, label)) + (eps * Enumerable.Range(0, Classes).Average(c => -LogProbability(i, c))),
            label => 1);
    }

    [Fact]
    public void ClassWeightsDivideByTheWeightsOfThePictures() =>
        AssertLoss(new CrossEntropy { ClassWeights = Weights }, (i, label) => -LogProbability(i, label), label => Weights[label]);

    [Fact]
    public void SmoothingAndWeightsTogetherAreTorchs()
    {
        using var scope = NewDisposeScope();
        Tensor weights = tensor([.. Weights.Select(weight => (float)weight)]);
        Tensor expected = nn.functional.cross_entropy(Input(), Labels(Targets), weight: weights, label_smoothing: 0.2);

        Assert.Equal(expected.item<float>(), Mean(new CrossEntropy { Smoothing = 0.2, ClassWeights = Weights }, null), 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void FocalLossCountsSurePicturesLess(double gamma) => AssertLoss(
        new FocalLoss { Gamma = gamma, ClassWeights = Weights },
        (i, label) => Math.Pow(1 - Math.Exp(LogProbability(i, label)), gamma) * -LogProbability(i, label),
        label => Weights[label]);

    [Fact]
    public void FocalLossHasAFiniteSlopeWhereThePictureIsSure()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new[] { 200f, 0f, -2f, 3f }, [2, 2], requires_grad: true);
        new FocalLoss { Gamma = 0.5 }.Mean(logits, new MixedLabels(Labels([0, 0]))).backward();
        float[] slope = logits.grad!.data<float>().ToArray();

        Assert.All(slope, value => Assert.True(float.IsFinite(value)));
        Assert.True(slope[2] < 0 && slope[3] > 0);
    }

    [Fact]
    public void HalfPrecisionLogitsAreScoredInFull()
    {
        using var scope = NewDisposeScope();
        Tensor half = Input().to_type(ScalarType.BFloat16);
        Tensor targets = Labels(Targets);
        Tensor expected = nn.functional.cross_entropy(half.to_type(ScalarType.Float32), targets);
        Tensor found = new CrossEntropy().Mean(half, new MixedLabels(targets));

        Assert.Equal(ScalarType.Float32, found.dtype);
        Assert.Equal(expected.item<float>(), found.item<float>(), 1e-6);
    }

    [Fact]
    public void WeightsThatDoNotFitTheClassesAreRefused()
    {
        var fault = Assert.Throws<EmblemException>(() => Mean(new CrossEntropy { ClassWeights = [1, 2] }, null));

        Assert.Contains("[1, 2]", fault.Message, StringComparison.Ordinal);
        Assert.Contains("4 numbers", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropy { Smoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocalLoss { Gamma = -1 });
    }

    [Fact]
    public void BalancedWeightsAreScikitLearns()
    {
        Assert.Equal([6 / (3.0 * 3), 6 / (3.0 * 1), 6 / (3.0 * 2)], ClassBalance.Weights([0, 0, 2, 1, 2, 0], 3));
        Assert.Equal([1, 0], ClassBalance.Weights([0, 0], 2).Select(weight => weight * 2));
    }

    [Fact]
    public void ValidationMeasuresTheLearnersLossAndSinglePicturesStayPlain()
    {
        using Learner plain = SmallLearner.Make();
        using Learner smoothed = SmallLearner.Make(new LearnerOptions { Loss = new CrossEntropy { Smoothing = 0.3, ClassWeights = [1, 5, 2] } });
        plain.FitOneCycle(1, 1e-30);
        smoothed.FitOneCycle(1, 1e-30);

        ScoredBatch[] scored = [.. Evaluator.Score(plain.Model, plain.Validation!, null, default)];
        double Smooth(ScoredBatch batch, int i, double[] weights) =>
            (0.7 * weights[batch.Actual[i]] * -Math.Log(batch.Probability(i, batch.Actual[i])))
            + (0.1 * Enumerable.Range(0, 3).Sum(c => weights[c] * -Math.Log(batch.Probability(i, c))));
        double[] weights = [1, 5, 2];
        (ScoredBatch Batch, int Picture)[] all = [.. scored.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch, i)))];

        Assert.Equal(all.Average(one => one.Batch.Losses[one.Picture]), plain.History.Epochs[0].ValidLoss!.Value, 1e-6);
        Assert.Equal(
            all.Sum(one => Smooth(one.Batch, one.Picture, weights)) / all.Sum(one => weights[one.Batch.Actual[one.Picture]]),
            smoothed.History.Epochs[0].ValidLoss!.Value,
            1e-5);
        Assert.All(all, one => Assert.Equal(-Math.Log(one.Batch.Probability(one.Picture, one.Batch.Actual[one.Picture])), one.Batch.Losses[one.Picture], 1e-5));
    }

    /// <summary>The mean of a batch, plain and mixed, and the sums that validation adds up.</summary>
    private static void AssertLoss(Loss loss, Func<int, int, double> ofPicture, Func<int, double> weight)
    {
        double[] shares = [1, 0.5, 0.75, 0.6, 0.9];
        double Blend(Func<int, int, double> of) => Enumerable.Range(0, Pictures).Sum(i => (shares[i] * of(i, Targets[i])) + ((1 - shares[i]) * of(i, Others[i])));
        double losses = Targets.Select((label, i) => weight(label) * ofPicture(i, label)).Sum();
        double weights = Targets.Sum(weight);

        Assert.Equal(losses / weights, Mean(loss, null), 1e-6);
        Assert.Equal(Blend((i, label) => weight(label) * ofPicture(i, label)) / Blend((_, label) => weight(label)), Mean(loss, shares), 1e-6);
        using var scope = NewDisposeScope();
        Assert.Equal((losses, weights), loss.Sum(Input(), Labels(Targets)), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-5 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
    }

    private static double Mean(Loss loss, double[]? shares)
    {
        using var scope = NewDisposeScope();
        var labels = new MixedLabels(Labels(Targets));
        if (shares is not null)
            labels = labels with { Second = Labels(Others), Share = tensor([.. shares.Select(share => (float)share)]) };
        return loss.Mean(Input(), labels).item<float>();
    }

    private static double LogProbability(int picture, int label)
    {
        double[] row = [.. Logits[(picture * Classes)..((picture + 1) * Classes)]];
        return row[label] - Math.Log(row.Sum(Math.Exp));
    }

    private static Tensor Input() => tensor(Logits).reshape(Pictures, Classes);

    private static Tensor Labels(int[] labels) => tensor([.. labels.Select(label => (long)label)]);
}
