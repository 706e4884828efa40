using Emblem.Training.Metrics;

namespace Emblem.Tests.Training.Metrics;

/// <summary>A picture without probabilities is a wrong answer in every metric, also where its class is the first.</summary>
public sealed class NoAnswerMetricsTests
{
    // Pictures of the classes 0, 0 and 1; the network answers the second and third, rightly.
    private static readonly ScoredBatch Batch = new(2, [float.NaN, float.NaN, 0.9f, 0.1f, 0.2f, 0.8f], [0, 0, 1], [float.NaN, 0.1f, 0.2f]);

    [Fact]
    public void ItIsNeverRight()
    {
        Assert.Equal([-1, 0, 1], Enumerable.Range(0, 3).Select(Batch.Predicted));
        Assert.False(Batch.IsRight(0));
        Assert.Equal(2, Batch.Accuracy.Right);
    }

    [Fact]
    public void EveryMetricCountsItAsWrongOrIsUndefined()
    {
        Assert.Equal(2 / 3.0, Value(new Accuracy()), 1e-12);
        Assert.Equal(1 / 3.0, Value(new ErrorRate()), 1e-12);
        Assert.Equal(2 / 3.0, Value(new TopK(2)), 1e-12);
        Assert.Equal(0.75, Value(new Recall()), 1e-12);
        Assert.Equal(1, Value(new Precision()), 1e-12);
        Assert.Equal(double.NaN, Value(new RocAuc()));
    }

    private static double Value(Metric metric)
    {
        metric.Update(Batch);
        return metric.Value;
    }
}
