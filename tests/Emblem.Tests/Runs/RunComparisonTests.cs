using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>Which of two runs is better on the same pictures.</summary>
public sealed class RunComparisonTests : IDisposable
{
    private static readonly TrainingRecipe OneEpoch = new("epoch") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 0, FindRates = false } };

    private readonly DrawnClasses _drawn = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public async Task TheSamePicturesAreCountedAsTheRunsCountedThem()
    {
        TrainingResult head = await TrainAsync("head", TrainingRecipes.Head);
        TrainingResult epoch = await TrainAsync("epoch", OneEpoch);

        RunComparison found = await CompareAsync(head.Plan, epoch.Plan);

        (ScoredBatch one, ScoredBatch other) = (head.Validation.Scored, epoch.Validation.Scored);
        int[] all = [.. Enumerable.Range(0, one.Count)];
        Assert.Equal((head.Validation.Accuracy, epoch.Validation.Accuracy), (found.FirstScore, found.SecondScore));
        Assert.Equal(new McNemar(all.Count(i => one.IsRight(i) && !other.IsRight(i)), all.Count(i => other.IsRight(i) && !one.IsRight(i)), one.Count), found.Test);
        Assert.Equal(all.Where(i => one.IsRight(i) && !other.IsRight(i)).Select(i => head.Validation.Names[i]), found.OnlyFirst);
        Assert.True(found.IsOptimistic);
    }

    [Fact]
    public async Task OtherPicturesMayJudge()
    {
        TrainingResult head = await TrainAsync("head", TrainingRecipes.Head);
        TrainingResult same = await TrainAsync("same", TrainingRecipes.Head);
        using var fresh = new DrawnClasses(each: 5);

        RunComparison found = await CompareAsync(head.Plan, same.Plan, fresh.Folder);

        Assert.Equal((10, 0, false), (found.Test.Count, found.Test.Discordant, found.IsOptimistic));
        Assert.Contains("nothing tells them apart", found.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesThatTaughtJudgeNobody()
    {
        TrainingResult head = await TrainAsync("head", TrainingRecipes.Head);
        TrainingResult seeded = await TrainAsync("seeded", TrainingRecipes.Head, seed: 12);
        int common = head.Split.Validation.Select(item => item.Path).Intersect(seeded.Split.Validation.Select(item => item.Path)).Count();

        RunComparison divided = await CompareAsync(head.Plan, seeded.Plan);
        string own = (await Assert.ThrowsAsync<EmblemException>(() => CompareAsync(head.Plan, head.Plan, _drawn.Folder))).Message;

        Assert.InRange(common, 1, head.Split.Validation.Count - 1);
        Assert.Equal(common, divided.Test.Count);
        Assert.Contains("taught one of the runs", own, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVerdictSaysWhoOrThatNobodyCanTell()
    {
        Assert.StartsWith("a is better, and hardly by chance: 25 right in a alone, 8 in b alone", Of(25, 8).Verdict, StringComparison.Ordinal);
        Assert.EndsWith("less than 0.1% of the time.", Of(40, 2).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("b is better", Of(8, 25).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("That may be noise: 3 right in a alone, 2 in b alone; two equally good models differ at least so much 100%", Of(3, 2).Verdict, StringComparison.Ordinal);
        Assert.Contains("difference +0.085 (95% interval +0.0", Of(25, 8).ToString(), StringComparison.Ordinal);

        static RunComparison Of(int first, int second) =>
            new("a", "b", ScoreInterval.Wilson(100 + first, 200), ScoreInterval.Wilson(100 + second, 200), new McNemar(first, second, 200), false);
    }

    private async Task<TrainingResult> TrainAsync(string folder, TrainingRecipe recipe, long seed = 1)
    {
        CountLearner(recipe);
        return await TrainingRun.ExecuteAsync(_drawn.Plan(recipe) with { Folder = new RunFolder(_drawn.Create(folder)), Seed = seed }, null, Stop);
    }

    private async Task<RunComparison> CompareAsync(TrainingPlan first, TrainingPlan second, string? pictures = null)
    {
        CountLearner(first.Recipe);
        CountLearner(second.Recipe);
        return await RunComparison.OfAsync(first, second, pictures, null, Stop);
    }

    private void CountLearner(TrainingRecipe recipe)
    {
        using Learner likeTheRuns = _drawn.Learner(head: recipe.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
    }
}
