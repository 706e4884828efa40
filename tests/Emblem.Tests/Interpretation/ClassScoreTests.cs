using System.Text.Json;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

public sealed class ClassScoreTests
{
    [Fact]
    public void ScoresAreScikitLearns()
    {
        JsonElement golden = GoldenStatistics.Of("classification");

        IReadOnlyList<ClassScore> found = ClassScore.Of(Matrix(GoldenStatistics.Scored()));

        AssertEqual(golden.GetProperty("precision"), found.Select(row => row.Precision.Score));
        AssertEqual(golden.GetProperty("recall"), found.Select(row => row.Recall.Score));
        AssertEqual(golden.GetProperty("f1"), found.Select(row => row.F1));
        AssertEqual(golden.GetProperty("support"), found.Select(row => (double)row.Support));
        Assert.All(found, row => Assert.True(row.F1Low < row.F1 && row.F1 < row.F1High));
        Assert.All(found, row => Assert.Equal(ScoreInterval.Wilson(row.Recall.Right, row.Support), row.Recall));
    }

    /// <summary>By hand: of five pictures three are a; two of them and one b were called a.</summary>
    [Fact]
    public void AMissingAnswerIsWrongAndAnAbsentClassHasNothing()
    {
        IReadOnlyList<ClassScore> found = ClassScore.Of(new ConfusionMatrix(["a", "b", "c"], [0, 0, 0, 1, 1], [0, 0, -1, 0, 1]));

        Assert.Equal((2, 3), (found[0].Precision.Right, found[0].Precision.Count));
        Assert.Equal((2, 3), (found[0].Recall.Right, found[0].Recall.Count));
        Assert.Equal(2.0 / 3, found[0].F1, 1e-12);
        Assert.Equal((0, 0, 0.0), (found[2].Support, found[2].Precision.Count, found[2].F1));
        Assert.Equal((0, 1), (found[2].F1Low, found[2].F1High));
    }

    /// <summary>The interval holds the true value as often as it says, within what 2,000 drawings can tell.</summary>
    [Fact]
    public void TheIntervalOfF1HoldsItsPromise()
    {
        RandomStream random = new RandomSource(3).Stream("f1");
        const double chance = 0.8;
        int held = 0;
        for (int drawing = 0; drawing < 2000; drawing++)
        {
            // Half are positive, each is right with 0.8: precision, recall and F1 are 0.8 in the long run.
            int[] actual = [.. Enumerable.Range(0, 120).Select(i => i % 2)];
            int[] predicted = [.. actual.Select(label => random.NextChance(chance) ? label : 1 - label)];
            ClassScore found = ClassScore.Of(new ConfusionMatrix(["no", "yes"], actual, predicted))[1];
            held += found.F1Low <= chance && chance <= found.F1High ? 1 : 0;
        }

        Assert.InRange(held / 2000.0, 0.93, 0.99);
    }

    private static ConfusionMatrix Matrix(ScoredBatch scored) => new(["a", "b", "c", "d"], scored.Actual, [.. Enumerable.Range(0, scored.Count).Select(scored.Predicted)]);

    private static void AssertEqual(JsonElement golden, IEnumerable<double> found) =>
        Assert.All(GoldenStatistics.Numbers(golden).Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
}
