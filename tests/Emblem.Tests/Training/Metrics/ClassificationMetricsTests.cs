using System.Text.Json;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Training.Metrics;

/// <summary>Metrics against scikit-learn's values, batch by batch as training gives them.</summary>
public sealed class ClassificationMetricsTests
{
    private static readonly JsonElement Golden = GoldenStatistics.Of("classification");

    public static TheoryData<Metric, string> Values => new()
    {
        { new Accuracy(), "accuracy" },
        { new TopK(2), "top2_accuracy" },
        { new Recall(), "balanced_accuracy" },
        { new F1(), "f1_macro" },
        { new RocAuc(), "roc_auc_ovr_macro" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void ValueIsScikitLearns(Metric metric, string golden)
    {
        Feed(metric, GoldenStatistics.Batches());

        Assert.Equal(Golden.GetProperty(golden).GetDouble(), metric.Value, 1e-12);

        metric.Reset();
        Assert.Equal(double.NaN, metric.Value);
        Feed(metric, GoldenStatistics.Batches());
        Assert.Equal(Golden.GetProperty(golden).GetDouble(), metric.Value, 1e-12);
    }

    [Fact]
    public void EachClassIsScikitLearns()
    {
        (Precision precision, Recall recall, F1 f1, RocAuc auc) = (new Precision(), new Recall(), new F1(), new RocAuc());
        foreach (Metric metric in (Metric[])[precision, recall, f1, auc])
            Feed(metric, GoldenStatistics.Batches());

        AssertEach("precision", precision.PerClass);
        AssertEach("recall", recall.PerClass);
        AssertEach("f1", f1.PerClass);
        AssertEach("roc_auc_per_class", auc.PerClass);
        Assert.Equal(Numbers("precision").Average(), precision.Value, 1e-12);
    }

    [Fact]
    public void OfTwoClassesTheSecondsAreaCounts()
    {
        // Positives at 0.9, 0.5, 0.5; negatives at 0.5, 0.1: of six pairs four right and two equal.
        var auc = new RocAuc();
        Feed(auc, [Two([0.9f, 0.5f], [1, 1]), Two([0.5f, 0.5f, 0.1f], [1, 0, 0])]);

        Assert.Equal(5.0 / 6, auc.Value, 1e-12);
        Assert.Equal(5.0 / 6, auc.PerClass[0], 1e-12);
    }

    [Fact]
    public void ClassesWithoutPicturesAreLeftAside()
    {
        // Three classes, the third neither shown nor predicted; the second shown and never predicted.
        var scored = new ScoredBatch(3, [0.6f, 0.3f, 0.1f, 0.7f, 0.2f, 0.1f], [0, 1], [0, 0]);
        (Precision precision, Recall recall, F1 f1, RocAuc auc) = (new Precision(), new Recall(), new F1(), new RocAuc());
        foreach (Metric metric in (Metric[])[precision, recall, f1, auc])
            Feed(metric, [scored]);

        Assert.Equal([0.5, 0, 0], precision.PerClass);
        Assert.Equal(0.25, precision.Value);
        Assert.Equal(0.5, recall.Value);
        Assert.Equal(1.0 / 3, f1.Value, 1e-12);
        Assert.Equal(double.NaN, auc.PerClass[2]);
        Assert.Equal(0, auc.Value);
    }

    [Fact]
    public void TopKBreaksTiesByTheFirstClassAndTakesEveryClassWhenThereAreFew()
    {
        var tied = new ScoredBatch(3, [0.4f, 0.4f, 0.2f, 0.4f, 0.4f, 0.2f], [0, 1], [0, 0]);
        (TopK first, TopK five) = (new TopK(1), new TopK());
        Feed(first, [tied]);
        Feed(five, [tied]);

        Assert.Equal((0.5, 1), (first.Value, five.Value));
        Assert.Equal(("top_1_accuracy", "top_5_accuracy"), (first.Name, five.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(0));
    }

    private static void AssertEach(string golden, IReadOnlyList<double> found) =>
        Assert.All(Numbers(golden).Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

    private static double[] Numbers(string golden) => GoldenStatistics.Numbers(Golden.GetProperty(golden));

    private static void Feed(Metric metric, IEnumerable<ScoredBatch> batches)
    {
        foreach (ScoredBatch batch in batches)
            metric.Update(batch);
    }

    private static ScoredBatch Two(float[] ofSecond, int[] actual) => new(2, [.. ofSecond.SelectMany(p => (float[])[1 - p, p])], actual, new float[actual.Length]);
}
