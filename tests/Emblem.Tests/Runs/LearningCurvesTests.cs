using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>Learning curves of a run's pictures.</summary>
public sealed class LearningCurvesTests : IDisposable
{
    private static readonly TrainingRecipe OneEpoch = new("epoch") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 0, FindRates = false } };

    private readonly DrawnClasses _drawn = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public async Task AHeadStandsForARecipeAndEqualSeedsGiveEqualCurves()
    {
        var told = new List<RunEvent>();
        var options = new LearningCurveOptions { Repeats = 2, Folds = 3 };
        CountLearners(2, TrainingRecipes.Head.Head!.ToChoice());

        LearningCurve found = await LearningCurve.OfAsync(_drawn.Plan(OneEpoch), options, told.Add, Stop);
        LearningCurve again = await LearningCurve.OfAsync(_drawn.Plan(OneEpoch), options, stop: Stop);

        Assert.Equal((24, "a head on frozen features of small (drawn), which stands for the recipe 'epoch'"), (found.HeldOut, found.Learner));
        Assert.Equal([4, 8, 12, 16], found.Points.Select(point => point.Pictures));
        Assert.True(found.Points[^1].Accuracy > 0.6, $"{found}");
        Assert.All(found.Points, point => Assert.InRange(point.Loss, 0, 5));
        Assert.Equivalent(found, again, strict: true);
        Assert.DoesNotContain(told, happened => happened is CurveTrainingBegun);
        Assert.False(Directory.Exists(Path.Combine(_drawn.Create("run"), "checkpoints")));
    }

    [Fact]
    public async Task TheRunsOwnRecipeIsTrainedAtEveryPointAndLeavesNothingBehind()
    {
        var told = new List<RunEvent>();
        CountLearners(4, HeadChoice.FastAi(finalNorm: true));

        LearningCurve found = await LearningCurve.OfAsync(
            _drawn.Plan(OneEpoch), new LearningCurveOptions { TrainsRecipe = true, Folds = 2, Shares = [0.5, 1] }, told.Add, Stop);

        Assert.Equal(4, told.OfType<CurveTrainingBegun>().Count());
        Assert.Equal([6, 12, 6, 12], told.OfType<CurveTrainingBegun>().Select(training => training.Pictures));
        Assert.Equal((2, 24, "the run's own recipe 'epoch' on small (drawn)"), (found.Points.Count, found.HeldOut, found.Learner));
        Assert.Null(found.Forecast);
        Assert.All(told.OfType<FileWritten>(), file => Assert.False(File.Exists(file.Path)));
    }

    [Fact]
    public async Task PicturesThatTaughtTheWeightsMakeNoCurveOfTheRecipe()
    {
        TrainingPlan plan = _drawn.Plan(OneEpoch) with { GoesOn = true };

        var fault = await Assert.ThrowsAsync<EmblemException>(() => LearningCurve.OfAsync(plan, new LearningCurveOptions { TrainsRecipe = true }, stop: Stop));

        Assert.Contains("may have learned from the pictures", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfBoundsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new LearningCurveOptions { Shares = [0.5, 1.5] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { Folds = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { Repeats = 0 });
        Assert.Equal([0.5, 1], new LearningCurveOptions { Shares = [1, 0.5, 1] }.Shares);
    }

    private void CountLearners(int times, HeadChoice head)
    {
        using Learner like = _drawn.Learner(head: head);
        TensorLeakGuard.Count(like.Model, times);
    }
}
