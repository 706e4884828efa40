using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>A report of real runs, with everything there and with much of it gone.</summary>
public sealed class RunReportTests : IDisposable
{
    private static readonly TrainingRecipe OneEpoch = new("epoch") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 1, FindRates = true, SearchSteps = 20 } };

    private readonly DrawnClasses _drawn = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public async Task ItTellsWhatTheRunKnewAndWhatItsModelSaysStill()
    {
        TrainingPlan plan = _drawn.Plan(OneEpoch) with { TestFraction = 0.25, Augment = "standard" };
        File.Copy(Path.Combine(_drawn.Folder, "dark", "00.png"), Path.Combine(_drawn.Folder, "dark", "copy.png"));
        Count(OneEpoch);
        TrainingResult done = await TrainingRun.ExecuteAsync(plan, null, Stop);
        Count(OneEpoch);
        Count(TrainingRecipes.Head);

        IReadOnlyList<ReportedSet> kept = RunPredictions.Read(plan);
        Assert.Equal(["validation", "test"], kept.Select(set => set.Name));
        Assert.Equal([done.ValidationScore, done.TestScore!], kept.Select(set => set.Score));

        // The validation pictures are asked about again, as those of a run before predictions were kept; the test pictures are not.
        string[] rows = File.ReadAllLines(plan.Folder.Predictions);
        File.WriteAllLines(plan.Folder.Predictions, rows.Where(row => !row.Contains(",validation,", StringComparison.Ordinal)));

        RunReport report = await RunReport.OfAsync(plan, null, Stop);
        string page = Write(report, "report.html");

        Assert.Empty(report.Missing);
        Assert.Equal(done.Validation.Scored.Probabilities, report.Validation!.Scored.Probabilities);
        Assert.Equal(done.Test!.Probabilities, report.Test!.Scored.Probabilities);
        Assert.Equal((done.TestScore, "test", true), (report.Test.Score, report.Judged!.Name, report.Validation.Score.IsOptimistic));
        Assert.Equal(done.History.Batches, report.History.Batches);
        Assert.Equal(done.History.Epochs.Select(epoch => epoch.Iterations), report.History.Epochs.Select(epoch => epoch.Iterations));
        Assert.Equal(done.Outcome.Search!.Rates, report.Rates!.Rates);
        Assert.Equal(25, report.Health!.Pictures.Count);
        Assert.Equal(25, report.Labels!.Pictures.Count);
        Assert.Contains(report.Copies, copies => copies.Names.Order(StringComparer.Ordinal).SequenceEqual(["dark/00.png", "dark/copy.png"]) && copies is { IsLeak: false, IsConflict: false });
        Assert.Equal(report.Worst.Select(loss => loss.Loss).OrderDescending(), report.Worst.Select(loss => loss.Loss));
        Assert.Equal(report.Uncertain.Select(view => view.Probability).Order(), report.Uncertain.Select(view => view.Probability));
        Assert.Equal(5, report.Summary.Count);
        foreach (string id in (string[])["summary", "health", "samples", "training", "scores", "mistakes", "curves", "trust", "worst", "uncertain", "copies", "labels", "corrections", "options", "repeat"])
            Assert.Contains($"<section id=\"{id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 50_000, 2_000_000);
        Assert.Equal(page, Write(report, "again.html"));
    }

    /// <summary>Copies are known then, and features of all but the test pictures, which no head was fitted on.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public async Task ARunThatHasJustBeenTrainedIsReportedAlikeByLessWork(double tested)
    {
        TrainingPlan plan = _drawn.Plan(TrainingRecipes.Head) with { TestFraction = tested, Resize = ResizeMethod.Squish, Resampling = SmallBody.Architecture.Preprocessing.Resampling };
        Count(TrainingRecipes.Head, times: tested > 0 ? 5 : 4);
        TrainingResult done = await TrainingRun.ExecuteAsync(plan, null, Stop);
        var told = new List<RunEvent>();

        RunReport report = await RunReport.OfAsync(done.WithoutViews(), told.Add, Stop);
        RunReport later = await RunReport.OfAsync(plan, null, Stop);

        string[] stages = [.. told.OfType<StageBegun>().Select(begun => begun.Stage)];
        Assert.Contains("judging labels", stages);
        Assert.DoesNotContain("looking for duplicates", stages);
        Assert.Equal(tested > 0, stages.Contains("computing features"));
        Assert.Equal(later.Labels!.Pictures, report.Labels!.Pictures);
        Assert.Equal((later.Labels.Body, later.Labels.Agreement), (report.Labels.Body, report.Labels.Agreement));
        Assert.Equal(later.Copies.Select(copies => copies.Names), report.Copies.Select(copies => copies.Names));
        Assert.Equal(Write(later, "later.html"), Write(report, "report.html"));
    }

    /// <summary>What the validation pictures are told by, without a pass of the body, is what the saved model says of them.</summary>
    [Fact]
    public async Task AHeadAnswersByItsFeaturesAsItsModelDoes()
    {
        Count(TrainingRecipes.Head, times: 2);

        TrainingResult done = await TrainingRun.ExecuteAsync(_drawn.Plan(TrainingRecipes.Head), null, Stop);

        using Learner saved = RunModel.Open(done.Plan, new RunTeller(null, TimeProvider.System), Stop);
        ScoredBatch asked = saved.GetPredictions(stop: Stop).AtTemperature(saved.Answers?.Temperature ?? 1);
        Assert.Equal(6, done.Validation.Scored.Count);
        Assert.Equal(asked.Actual, done.Validation.Scored.Actual);
        Assert.All(asked.Probabilities.Zip(done.Validation.Scored.Probabilities), pair => Assert.InRange(pair.First - pair.Second, -1e-5f, 1e-5f));
        Assert.All(asked.Losses.Zip(done.Validation.Scored.Losses), pair => Assert.InRange(pair.First - pair.Second, -1e-4f, 1e-4f));
    }

    [Fact]
    public async Task WhatIsGoneIsSaidAndTheRestIsThere()
    {
        TrainingPlan plan = _drawn.Plan(TrainingRecipes.Head, folds: 2);
        Count(TrainingRecipes.Head, times: 3);
        TrainingResult done = await TrainingRun.ExecuteAsync(plan, null, Stop);
        Directory.Delete(_drawn.Folder, recursive: true);
        var told = new List<RunEvent>();

        RunReport report = await RunReport.OfAsync(plan, told.Add, Stop);
        string page = Write(report, "report.html");

        PieceMissing missing = Assert.Single(report.Missing);
        Assert.Equal((RunReporting.Pictures, missing), (missing.Piece, told.OfType<PieceMissing>().Single()));
        Assert.Null(report.Judged);
        Assert.Equal((done.ValidationScore, done.CrossValidation!.Pooled), (report.Scores!.Validation, report.Folds!.Pooled));
        Assert.Equal([("dark", 9, 3, 0), ("light", 9, 3, 0)], report.Counts.Select(line => (line.Class, line.Training, line.Validation, line.Test)));
        Assert.Contains("put them back and report again", page, StringComparison.Ordinal);
        Assert.Contains("computed at once, without epochs", page, StringComparison.Ordinal);
        Assert.Contains($"{done.ValidationScore.Answers.Right} of 6 validation pictures", report.Summary[0], StringComparison.Ordinal);
        Assert.Contains("2 trainings like this one", report.Summary[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunThatHasNotFinishedIsNotReported()
    {
        string message = (await Assert.ThrowsAsync<EmblemException>(() => RunReport.OfAsync(_drawn.Plan(OneEpoch), null, Stop))).Message;

        Assert.Contains("emblem train --resume", message, StringComparison.Ordinal);
    }

    private string Write(RunReport report, string name)
    {
        string path = _drawn.Create(name);
        report.WriteHtml(path);
        return File.ReadAllText(path);
    }

    private void Count(TrainingRecipe recipe, int times = 1)
    {
        Directory.CreateDirectory(_drawn.Folder);
        using Learner like = _drawn.Learner(head: recipe.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(like.Model, times);
    }
}
