using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Training;

public sealed class FitHistoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void EachFitGivesItsOwnPartOfTheHistory()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();

        TrainingHistory first = learner.FitOneCycle(2, 1e-3, stop: Stop);
        TrainingHistory second = learner.FitOneCycle(1, 1e-3, stop: Stop);

        Assert.Equal([0, 1], first.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(0, Assert.Single(second.Epochs).Epoch);
        Assert.Equal(learner.History.Batches, [.. first.Batches, .. second.Batches]);
        Assert.Equal(learner.History.Epochs, [.. first.Epochs, .. second.Epochs]);
        Assert.Equal(first.Batches, learner.History.Of(0).Batches);
    }

    [Fact]
    public void ValidatingAndPredictingAgreeWithTheEpochsRow()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        EpochRecord row = learner.FitOneCycle(1, 1e-3, stop: Stop).Epochs[^1];

        Validation seen = learner.Validate(Stop);
        ScoredBatch predicted = learner.GetPredictions(stop: Stop);
        ScoredBatch reversed = learner.GetPredictions([.. learner.Data!.Split.Validation.Reverse()], Stop);

        Assert.Equal(row.ValidLoss, seen.Loss);
        Assert.Equal(row.Metrics, seen.Metrics);
        Assert.Equal(row.ValidLoss!.Value, predicted.Losses.Average(), 1e-6);
        Assert.Equal(row.Metrics.First(metric => metric.Name == "accuracy").Value, predicted.Accuracy.Score, 1e-12);
        Assert.Equal(predicted.Actual, reversed.Actual.Reverse());
        Assert.Equal(predicted.Probabilities[0], reversed.Probability(reversed.Count - 1, 0), 1e-5);
    }
}
