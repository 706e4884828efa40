using Emblem.ModelFiles;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class TrainingRunTests
{
    private static readonly TrainingRecipe Epochs = new("epochs") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 1, FindRates = false } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARunTellsItsStagesItsOneProgressAndItsFiles()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head);
        var told = new List<RunEvent>();
        using Learner likeTheRuns = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheRuns.Model);

        TrainingResult done = await TrainingRun.ExecuteAsync(plan, told.Add, Stop);

        Assert.Equal(
            ["looking for duplicates", "computing features", "fitting the head", "remembering the pictures", "calibrating", "looking at mistakes", "drawing"],
            told.OfType<StageBegun>().Select(begun => begun.Stage));
        double[] shares = [.. told.Select(Share).OfType<double>()];
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.3, 1);
        Assert.All(told.OfType<FileWritten>(), written => Assert.True(File.Exists(written.Path), written.Path));
        Assert.Contains(plan.Folder.Best, told.OfType<FileWritten>().Select(written => written.Path));
        Assert.True(plan.Folder.IsFinished);
        Assert.False(Directory.Exists(plan.Folder.Checkpoints));
        Assert.False(done.ValidationScore.IsOptimistic);
        Assert.Equal((done.Split.Validation.Count, done.Validation.Accuracy), (done.Validation.Scored.Count, done.ValidationScore.Answers));
        using WeightsFile saved = WeightsFile.Open(plan.Folder.Best);
        Assert.Equal(done.Split.Training.Count, KnownFeatures.Read(saved)!.Count);
        Assert.Equal(KnownFeatures.Read(saved)!.Rule, Assert.Single(told.OfType<PicturesRemembered>()).Known!.Rule);
        Assert.Equal(done.Split.Training.Count, done.Known!.Count);
        Assert.Equal(done.Outcome.Head, Assert.Single(told.OfType<HeadFitted>()).Fit);
    }

    [Fact]
    public async Task ARunThatIsStoppedGoesOnToTheSameBytes()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheRuns = drawn.Learner(head: Emblem.Models.HeadChoice.FastAi(finalNorm: true));
        for (int run = 0; run < 3; run++)
            TensorLeakGuard.Count(likeTheRuns.Model);
        TrainingPlan whole = drawn.Plan(Epochs) with { Folder = new RunFolder(drawn.Create("whole")) };
        TrainingPlan stopped = drawn.Plan(Epochs) with { Folder = new RunFolder(drawn.Create("stopped")), CheckpointInterval = TimeSpan.Zero };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var told = new List<RunEvent>();

        await TrainingRun.ExecuteAsync(whole, null, Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainingRun.ExecuteAsync(
            stopped,
            happened =>
            {
                if (happened is BatchTrained { Stage: "training everything" })
                    stop.Cancel();
            },
            stop.Token));
        Assert.True(stopped.Folder.HasBegun);
        Assert.False(stopped.Folder.IsFinished);
        TrainingPlan again = TrainingPlan.Read(stopped.Folder) with { Start = stopped.Start, Workers = 0, IsResumed = true };
        await TrainingRun.ExecuteAsync(again, told.Add, Stop);

        Assert.Contains(told.OfType<RunNote>(), note => note.Text.StartsWith("Resumed at fit 1", StringComparison.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(whole.Folder.Best, Stop), await File.ReadAllBytesAsync(again.Folder.Best, Stop));
        Assert.Equal(await File.ReadAllBytesAsync(whole.Folder.Last, Stop), await File.ReadAllBytesAsync(again.Folder.Last, Stop));
    }

    [Fact]
    public async Task TheSearchUsesThePlansHeadAndWritesNothing()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(Epochs);
        using Learner likeTheRuns = drawn.Learner(head: Emblem.Models.HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        var told = new List<RunEvent>();

        LearningRateSearch found = await TrainingRun.FindRatesAsync(plan, 20, observer: told.Add, stop: Stop);

        Assert.InRange(found.Rates.Count, 1, 20);
        Assert.Same(found, Assert.Single(told.OfType<RatesFound>()).Search);
        Assert.False(Directory.Exists(plan.Folder.Path));
    }

    /// <summary>What the recipe freezes stays frozen in the search too.</summary>
    [Fact]
    public async Task TheSearchIsForTheHeadOrForEverything()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheRuns = drawn.Learner(head: Emblem.Models.HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model, times: 4);
        TrainingPlan plan = drawn.Plan(Epochs);
        TrainingPlan headOnly = drawn.Plan(Epochs with { FineTune = Epochs.FineTune! with { FreezeBefore = 2 } });

        LearningRateSearch all = await TrainingRun.FindRatesAsync(plan, 20, stop: Stop);
        LearningRateSearch again = await TrainingRun.FindRatesAsync(plan, 20, LearningLayers.All, stop: Stop);
        LearningRateSearch head = await TrainingRun.FindRatesAsync(plan, 20, LearningLayers.Head, stop: Stop);
        LearningRateSearch frozen = await TrainingRun.FindRatesAsync(headOnly, 20, stop: Stop);

        Assert.Equal(all.SmoothedLosses, again.SmoothedLosses);
        Assert.NotEqual(all.SmoothedLosses, head.SmoothedLosses);
        Assert.Equal(head.SmoothedLosses, frozen.SmoothedLosses);
    }

    private static double? Share(RunEvent happened) => happened switch
    {
        StageBegun begun => begun.Progress.Share,
        StageAdvanced advanced => advanced.Progress.Share,
        BatchTrained batch => batch.Progress.Share,
        _ => null,
    };
}
