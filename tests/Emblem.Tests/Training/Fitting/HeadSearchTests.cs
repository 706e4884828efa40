using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Training.Fitting;

public sealed class HeadSearchTests
{
    private const int Count = 40;

    private static HeadRecipe Recipe => new() { Cs = [0.01, 0.1, 10] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void CopiesThatFallApartWouldFlatterTheWeakestPenalty()
    {
        // Labels are noise, and each picture is there twice: only who holds copies out together sees that nothing can be learned.
        IReadOnlyList<CrossValidatedC> together = Search(copies: true, [.. Enumerable.Range(0, Count / 2).Select(i => new[] { 2 * i, (2 * i) + 1 })]).Scores;
        IReadOnlyList<CrossValidatedC> apart = Search(copies: true, [.. Enumerable.Range(0, Count).Select(i => new[] { i })]).Scores;

        Assert.True(together[^1].Loss > 0.8, $"{together[^1].Loss}");
        Assert.True(apart[^1].Loss < 0.6 * together[^1].Loss, $"{apart[^1].Loss} and {together[^1].Loss}");
        Assert.Equal(together.MinBy(score => score.Loss)!.C, together[0].C);
    }

    [Fact]
    public void TheRefitIsOnAllPictures()
    {
        (HeadCoefficients found, double strength, _) = Search(copies: false, [.. Enumerable.Range(0, Count).Select(i => new[] { i })]);
        (FeatureTable table, LabelledImage[] items) = Draw(copies: false);
        float[][] rows = [.. items.Select(item => table.Of(item.Path)[0])];
        var standard = Standardisation.Of(rows);
        var regression = new LogisticRegression(standard.Apply(rows), [.. items.Select(item => item.Label)], 2);
        double[] point = regression.Start;

        regression.Fit(point, strength, 1e-10, Stop);

        Assert.All(point.Zip(found.Point), pair => Assert.InRange(pair.First - pair.Second, -1e-3, 1e-3));
    }

    [Fact]
    public void FoldsThatAreFittedTogetherGiveToTheBitWhatEachGivesAlone()
    {
        int[][] groups = [.. Enumerable.Range(0, Count).Select(i => new[] { i })];
        (FeatureTable table, LabelledImage[] items) = Draw(copies: false);
        HeadRecipe recipe = Recipe;
        int[] fold = Folds.Divide([.. items.Select(item => item.Label)], groups, recipe.Folds, new RandomSource(1));
        var search = new HeadSearch(table, items, 2, recipe, Stop);
        var losses = new double[recipe.Cs.Count];
        foreach (int held in fold.Distinct().Order())
        {
            int[][] sides = [[.. Enumerable.Range(0, Count).Where(i => fold[i] != held)], [.. Enumerable.Range(0, Count).Where(i => fold[i] == held)]];
            foreach ((int c, (double Loss, bool IsRight)[] scores) in search.ScoreEach(sides[0], sides[1], recipe.Cs).Index())
            {
                foreach ((double loss, _) in scores)
                    losses[c] += loss;
            }
        }

        Assert.Equal(losses.Select(sum => sum / Count), Search(copies: false, groups).Scores.Select(score => score.Loss));
    }

    [Fact]
    public void AClassThatCannotBeHeldOutStopsTheChoiceOnlyWhereAllAreSo()
    {
        int[][] one = [[.. Enumerable.Range(0, Count).Where(i => i % 2 == 0)], [.. Enumerable.Range(0, Count).Where(i => i % 2 == 1)]];
        int[][] other = [one[0], .. one[1].Select(i => new[] { i })];

        Assert.Contains("No class has two", Assert.Throws<EmblemException>(() => Search(copies: false, one)).Message, StringComparison.Ordinal);
        Assert.Equal(3, Search(copies: false, other).Scores.Count);
    }

    private static (HeadCoefficients Coefficients, double C, IReadOnlyList<CrossValidatedC> Scores) Search(bool copies, IReadOnlyList<int[]> groups)
    {
        (FeatureTable table, LabelledImage[] items) = Draw(copies);
        return new HeadSearch(table, items, 2, Recipe, Stop).Run(groups, new RandomSource(1), null);
    }

    /// <summary>Classes in turn, copies side by side; with copies, labels go by pairs and the features say nothing of them.</summary>
    private static (FeatureTable Table, LabelledImage[] Items) Draw(bool copies)
    {
        LabelledImage[] items = [.. Enumerable.Range(0, Count).Select(i => new LabelledImage($"{i}", $"{i}", (copies ? i / 2 : i) % 2))];
        Dictionary<string, float[][]> rows = items.Index().ToDictionary(pair => pair.Item.Path, pair =>
        {
            RandomStream random = new RandomSource(7).Stream("features", item: copies ? pair.Index / 2 : pair.Index);
            return (float[][])[[.. Enumerable.Range(0, 30).Select(k => (float)(random.NextNormal() + (!copies && k == 0 ? 2 * pair.Item.Label : 0)))]];
        });
        return (new FeatureTable(rows), items);
    }
}
