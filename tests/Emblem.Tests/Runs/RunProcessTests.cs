using System.Diagnostics;
using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RunProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void AProcessIsToldFromAnotherOfItsNumber()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        RunProcess own = RunProcess.Current;
        own.Write(run);

        RunProcess read = RunProcess.Read(run)!;

        Assert.Equal((own.Id, true, true), (read.Id, read.IsAlive, read.Memory > 0));
        Assert.False((read with { Started = read.Started.AddHours(-1) }).IsAlive);
        Assert.False((read with { Machine = "elsewhere" }).IsAlive);
        Assert.False((read with { Id = int.MaxValue }).IsAlive);
        File.WriteAllText(run.Process, "{\"id\":");
        Assert.Null(RunProcess.Read(run));
    }

    [Fact]
    public void ItIsAskedToStop()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: needs a program that sleeps.");
        using Process sleeper = Process.Start("sleep", "60");
        var process = RunProcess.Of(sleeper);

        Assert.True(process.Stop());
        Assert.True(sleeper.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.False(process.IsAlive);
        Assert.False(process.Stop());
    }

    /// <summary>While a run is trained its folder says by whom and what happens; when it has ended what happened stays, how it was scored, and nobody trains.</summary>
    [Fact]
    public async Task ARunTellsItsProcessItsEventsAndItsSummary()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head);
        plan = plan with { Events = plan.Folder.Events };
        using Learner likeTheRuns = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheRuns.Model);
        bool wasAlive = false;

        TrainingResult done = await TrainingRun.ExecuteAsync(plan, happened => wasAlive |= happened is HeadFitted && RunProcess.Read(plan.Folder) is { IsAlive: true }, Stop);

        Assert.True(wasAlive);
        Assert.Null(RunProcess.Read(plan.Folder));
        Assert.Contains(plan.Folder.Events, done.Files);
        RunEventLine[] lines = [.. new RunEventReader(plan.Folder.Events).ReadNew()];
        Assert.Equal(RunEventLine.Finished, lines[^1].Event);
        Assert.Equal(done.ValidationScore.Answers, lines.Single(line => line.Event == "model_interpreted").Score!.Answers);
        RunSummary summary = RunSummary.Read(plan.Folder);
        Assert.Equal((done.ValidationScore, 24, true), (summary.Score, summary.Pictures, summary.PeakMemory > 0));
        Assert.Equal("head", summary.Plan.Recipe.Name);
        Assert.True(summary.Finished is not null && summary.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task WhatGoesWrongIsALineAndARunThatIsTrainedIsNoOthers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: needs a program that sleeps.");
        using var drawn = new DrawnClasses(4);
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head);
        string events = plan.Folder.Events;
        Directory.CreateDirectory(plan.Folder.Path);
        using Process other = Process.Start("sleep", "60");
        RunProcess.Of(other).Write(plan.Folder);
        try
        {
            EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan with { Events = events }, stop: Stop));
            EmblemException unknown = await Assert.ThrowsAsync<EmblemException>(
                () => new TrainingRequest(drawn.Folder) { Events = events, Weights = "no such weights" }.SettleAsync(stop: Stop));

            Assert.Contains("is being trained now", refused.Message, StringComparison.Ordinal);
            Assert.Equal(
                [(RunEventLine.Failed, refused.Message), (RunEventLine.Begun, "Begun."), (RunEventLine.Failed, unknown.Message)],
                new RunEventReader(events).ReadNew().Where(line => line.Event.StartsWith("run_", StringComparison.Ordinal)).Select(line => (line.Event, line.Text)));
            Assert.NotNull(RunProcess.Read(plan.Folder));
        }
        finally
        {
            other.Kill();
        }
    }
}
