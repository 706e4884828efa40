using System.Text.Json;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

public sealed class ConfusionMatrixTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("interpretation.json"))).RootElement;

    [Fact]
    public void CountsEqualFastAis()
    {
        ScoredBatch scored = GoldenScores();

        var matrix = new ConfusionMatrix(["a", "b", "c"], scored.Actual, [.. Enumerable.Range(0, scored.Count).Select(scored.Predicted)]);

        int[][] expected = [.. Golden.GetProperty("confusion_rows_actual").EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetInt32()).ToArray())];
        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(expected[i / 3][i % 3], matrix[i / 3, i % 3]));
        Assert.Equal(20, matrix.Total);
        Assert.Equal(3 + 1 + 3, matrix.Right);
    }

    [Fact]
    public void HardestPicturesEqualFastAis()
    {
        ScoredBatch scored = GoldenScores();
        int[] hardest = [.. ClassificationInterpretation.Hardest(scored, 5)];

        Assert.Equal(Golden.GetProperty("top_index").EnumerateArray().Select(i => i.GetInt32()), hardest);
        double[] losses = [.. Golden.GetProperty("top_losses").EnumerateArray().Select(loss => loss.GetDouble())];
        double[] probabilities = [.. Golden.GetProperty("top_probability_of_actual").EnumerateArray().Select(p => p.GetDouble())];
        Assert.All(hardest.Index(), item =>
        {
            Assert.Equal(losses[item.Index], scored.Losses[item.Item], 1e-5);
            Assert.Equal(probabilities[item.Index], scored.Probability(item.Item, scored.Actual[item.Item]), 1e-6);
        });
    }

    [Fact]
    public void MostConfusedComesFirst()
    {
        var matrix = new ConfusionMatrix(["cat", "dog"], [0, 0, 0, 1, 1], [1, 1, 0, 0, 1]);

        Assert.Equal([new ConfusedPair("cat", "dog", 2), new ConfusedPair("dog", "cat", 1)], matrix.MostConfused());
        Assert.Equal([new ConfusedPair("cat", "dog", 2)], matrix.MostConfused(atLeast: 2));
    }

    [Fact]
    public void APictureWithoutAnAnswerIsInNoColumnAndNotRight()
    {
        var matrix = new ConfusionMatrix(["cat", "dog"], [0, 0, 1], [-1, 0, -1]);

        Assert.Equal((3, 1, 2), (matrix.Total, matrix.Right, matrix.Unanswered));
        Assert.Equal((2, 1), (matrix.CountOf(0), matrix.CountOf(1)));
        Assert.Equal([(0, 0, 1)], matrix.Cells);
        Assert.Empty(matrix.MostConfused());
    }

    [Fact]
    public void TenThousandClassesTakeRoomForTheirPicturesAlone()
    {
        const int classes = 10_000;
        string[] names = [.. Enumerable.Range(0, classes).Select(i => $"{i}")];
        int[] actual = [.. Enumerable.Range(0, 2 * classes).Select(i => i % classes)];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var matrix = new ConfusionMatrix(names, actual, [.. actual.Select((label, i) => i == 7 || i == 10_007 ? 3 : label)]);
        IReadOnlyList<ConfusedPair> confused = matrix.MostConfused();

        Assert.Equal([new ConfusedPair("7", "3", 2)], confused);
        Assert.Equal((20_000, 19_998), (matrix.Total, matrix.Right));

        // A number for each cell would be 400 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void TheHardestAreThoseWithoutANumberThenTheLargestLosses()
    {
        var scored = new ScoredBatch(2, [0.5f, 0.5f, 0.5f, 0.5f, float.NaN, float.NaN], [0, 0, 0], [1, 3, float.NaN]);

        Assert.Equal([2, 1, 0], ClassificationInterpretation.Hardest(scored, 3));
    }

    private static ScoredBatch GoldenScores()
    {
        float[][] rows = [.. Formula.Wave(60, 21, 2).Chunk(3).Select(Softmax)];
        int[] actual = [.. Enumerable.Range(0, 20).Select(i => i * 11 % 3)];
        return new ScoredBatch(3, [.. rows.SelectMany(row => row)], actual, [.. rows.Select((row, i) => -MathF.Log(row[actual[i]]))]);
    }

    private static float[] Softmax(float[] logits)
    {
        double[] powers = [.. logits.Select(value => Math.Exp(value))];
        return [.. powers.Select(power => (float)(power / powers.Sum()))];
    }
}
