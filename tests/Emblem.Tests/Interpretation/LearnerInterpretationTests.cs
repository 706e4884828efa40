using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Interpretation;

public sealed class LearnerInterpretationTests
{
    [Fact]
    public void AModelOnSeveralStagesExplainsItsHardestPicturesForBothClasses()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        int validation = learner.Data!.Split.Validation.Count;

        ClassificationInterpretation found = learner.Interpret(topLosses: validation, results: 4);

        Assert.Equal(validation, found.TopLosses.Count);
        TopLoss[] wrong = [.. found.TopLosses.Where(loss => !loss.IsRight)];
        Assert.NotEmpty(wrong);
        Assert.All(wrong, loss =>
        {
            Assert.NotEqual(loss.Heatmap!.Values, loss.PredictedHeatmap!.Values);
            Assert.InRange(loss.PredictedProbability, 0.5, 1);
            Assert.Equal(1, loss.Probability + loss.PredictedProbability, 1e-5);
        });
        Assert.All(found.TopLosses.Where(loss => loss.IsRight), loss => Assert.Equal(loss.Heatmap!.Values, loss.PredictedHeatmap!.Values));
    }

    [Fact]
    public void ExplainShowsTheClassThatWasAskedForOfAllPictures()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        ClassificationInterpretation found = learner.Interpret(topLosses: 100);
        Dictionary<string, TopLoss> byName = found.TopLosses.ToDictionary(loss => loss.Path);

        IReadOnlyList<Heatmap> predicted = learner.Explain(HeatmapTarget.Predicted);
        IReadOnlyList<Heatmap> dark = learner.Explain(HeatmapTarget.Class("dark"), [.. learner.Data!.Split.Training.Take(3)]);
        IReadOnlyList<Heatmap> nothing = learner.Explain(HeatmapTarget.Actual.Against(HeatmapTarget.Actual));

        Assert.All(found.Names.Zip(predicted), pair => Assert.InRange(
            Formula.RelativeDistance([.. pair.Second.Values], [.. byName[pair.First].PredictedHeatmap!.Values]), 0, 1e-4));
        Assert.Equal(3, dark.Count);
        Assert.All(nothing, map => Assert.True(map.IsEmpty));
    }

    [Theory]
    [InlineData(20, 10, 8, 4)]
    [InlineData(20, 2, 8, 2)]
    [InlineData(3, 10, 8, 5)]
    [InlineData(2, 1, 8, 1)]
    [InlineData(5, 0, 4, 0)]
    [InlineData(0, 5, 4, 4)]
    [InlineData(5, 5, 0, 0)]
    public void AnswersAreShownHalfRightHalfWrongWhereThereAreAsMany(int right, int wrong, int count, int wrongShown)
    {
        int all = right + wrong;
        var scored = new ScoredBatch(
            2, [.. Enumerable.Range(0, all).SelectMany(_ => new[] { 0.9f, 0.1f })], [.. Enumerable.Range(0, all).Select(i => i < right ? 0 : 1)], new float[all]);

        IReadOnlyList<int> shown = ClassificationInterpretation.Sample(scored, count);

        Assert.Equal(Math.Min(count, all), shown.Count);
        Assert.Equal(shown.Count, shown.Distinct().Count());
        Assert.Equal(wrongShown, shown.Count(i => !scored.IsRight(i)));
        Assert.Equal(shown, shown.OrderByDescending(scored.IsRight).ThenBy(i => i));
    }
}
