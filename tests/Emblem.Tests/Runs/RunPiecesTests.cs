using System.Text.Json;
using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>What fails after training costs a piece, not the run; what would fail and is known before, is said before.</summary>
public sealed class RunPiecesTests
{
    private static readonly TrainingRecipe OneEpoch = new("epochs") { FineTune = new FineTuneRecipe { FrozenEpochs = 0, UnfrozenEpochs = 1, FindRates = false } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatCannotBeWrittenIsNamedAndTheRunIsWholeWithoutIt()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(OneEpoch);
        using Learner likeTheRuns = drawn.Learner(head: Emblem.Models.HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        var told = new List<RunEvent>();

        // Folders where files are to lie: one chart, and the history while it trains.
        Directory.CreateDirectory(Path.Combine(plan.Folder.Pictures, "confusion_matrix.png"));
        TrainingResult done = await TrainingRun.ExecuteAsync(
            plan,
            happened =>
            {
                told.Add(happened);
                if (happened is PicturesDivided)
                    Directory.CreateDirectory(plan.Folder.History);
            },
            Stop);

        Assert.Equal(["history.csv", "confusion_matrix.png"], done.Missing.Select(missing => missing.Piece));
        Assert.Equal(done.Missing, told.OfType<PieceMissing>());
        Assert.True(plan.Folder.IsFinished);
        JsonElement written = JsonDocument.Parse(await File.ReadAllTextAsync(plan.Folder.Info, Stop)).RootElement.GetProperty("missing");
        Assert.Equal(["history.csv", "confusion_matrix.png"], written.EnumerateArray().Select(missing => missing.GetProperty("piece").GetString()!));
        Assert.All((string[])["batch.png", "losses.png", "metrics.png", "results.png", "top_losses.png", "top_losses_heatmap.png"], name => Assert.True(File.Exists(Path.Combine(plan.Folder.Pictures, name))));
        Assert.True(File.Exists(plan.Folder.Best));
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsToldBeforeAnythingIsDone()
    {
        using var drawn = new DrawnClasses(4);
        TrainingPlan plan = drawn.Plan(OneEpoch) with { Training = new TrainingChoices { Tensorboard = true } };
        Directory.CreateDirectory(plan.Folder.Path);
        await File.WriteAllTextAsync(plan.Folder.TensorBoard, "in the way", Stop);
        var told = new List<RunEvent>();

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan, told.Add, Stop));

        Assert.Contains(plan.Folder.TensorBoard, fault.Message, StringComparison.Ordinal);
        Assert.Empty(told);
        Assert.False(plan.Folder.HasBegun);
    }

    [Fact]
    public async Task ARunThatRunsAwayEndsWithoutAModelThatIsNoNumber()
    {
        using var drawn = new DrawnClasses();
        var rates = new FineTuneRecipe { FrozenEpochs = 0, UnfrozenEpochs = 2, FindRates = false, UnfrozenRates = RateRule.Of(1e30) };
        TrainingPlan plan = drawn.Plan(new TrainingRecipe("head+epochs") { Head = TrainingRecipes.Head.Head, FineTune = rates });
        using Learner likeTheRuns = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheRuns.Model);
        var told = new List<RunEvent>();

        await Assert.ThrowsAsync<TrainingDivergedException>(() => TrainingRun.ExecuteAsync(plan, told.Add, Stop));

        Assert.False(plan.Folder.IsFinished);
        Assert.False(File.Exists(plan.Folder.Last));
        Assert.Contains(told.OfType<RunNote>(), note => note.Text.Contains(plan.Folder.Best, StringComparison.Ordinal));
        likeTheRuns.Load(plan.Folder.Best);
    }

    [Fact]
    public void AFaultOfOursCostsThePieceTooAndIsToldOnce()
    {
        var told = new List<RunEvent>();
        var teller = new RunTeller(told.Add, TimeProvider.System);

        Assert.Null(teller.Try<string>("chart.png", () => throw new InvalidOperationException("oops")));
        Assert.Null(teller.Try<string>("chart.png", () => throw new IOException("full")));
        Assert.Equal("made", teller.Try("other.png", () => "made"));

        Assert.Equal([new PieceMissing("chart.png", "unexpected InvalidOperationException, oops")], teller.Missing);
        Assert.Equal(teller.Missing, told);
        Assert.Throws<OperationCanceledException>(() => teller.Try<string>("chart.png", () => throw new OperationCanceledException()));
    }
}
