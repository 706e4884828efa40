using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Compute.Memory;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>A training run from pictures to a folder with everything in it.</summary>
internal static class RunPipeline
{
    private const int ShownPictures = 9;

    public static async Task<RunResult> TrainAsync(
        RunOptions asked, int workers, RunFolder folder, RunCheckpoints checkpoints, CommandOutput output, CancellationToken stop)
    {
        try
        {
            RunResult result = await RunAsync(asked, workers, folder, checkpoints, output, stop);
            checkpoints.Remove();
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            checkpoints.SayHowToResume(output);
            throw;
        }
    }

    private static async Task<RunResult> RunAsync(
        RunOptions asked, int workers, RunFolder folder, RunCheckpoints checkpoints, CommandOutput output, CancellationToken stop)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        NativeRuntime.EnsureLoaded();
        asked = asked.Begin();
        checkpoints.Prepare();
        asked.Write(folder.Options);
        ImageSplit split = RunData.Split(asked, output, stop);
        output.Heading($"Training on {asked.Data} (seed {asked.Seed})");
        output.Line($"Computing on {asked.Compute}.");
        output.Table(RunData.Headers(split), RunData.Table(split));
        StartingWeights start = await StartingWeights.ChooseAsync(asked.Arch, asked.Weights, output, stop);
        RunOptions options = asked.For(start) with
        {
            Weights = start.Choice(asked.Weights),
        };
        output.Line($"Recipe: {options.Recipe!.Name}");
        options.Write(folder.Options);
        options.Recipe.Write(folder.Recipe);
        ImageData data = split.ToBatches(RunData.Batches(options, workers));
        var pictures = new RunPictures(folder.Pictures);
        pictures.DrawBatch(data.ViewTraining(ShownPictures));

        using Learner learner = RunTraining.Prepare(data, start, options, output);
        checkpoints.Begin(learner, output);
        ProcessMemory.GiveBack();
        var training = new RunTraining(options, folder, output, stop);
        RecipeOutcome outcome = training.Train(learner);
        ProcessMemory.GiveBack();
        ClassificationInterpretation interpretation = RunInterpretation.Explain(learner, options, output, stop);
        ProcessMemory.GiveBack();
        pictures.DrawHistory(learner.History);
        pictures.DrawSearch(outcome.Search);
        pictures.DrawInterpretation(interpretation);
        ScoreInterval? test = RunInterpretation.ScoreTest(learner, data, output, stop);
        FoldsReport? folds = options.Folds == 0
            ? null
            : new RunFolds(options, workers, start, training.Features, folder, output, stop).Run(split);

        var info = new RunInfo(started, TimeProvider.System.GetUtcNow(), workers);
        info.Write(folder.Info);
        return Report(folder, options, start, data, outcome, learner.History, interpretation.Accuracy, test, info.Seconds) with { CrossValidation = folds };
    }

    private static RunResult Report(
        RunFolder folder,
        RunOptions options,
        StartingWeights start,
        ImageData data,
        RecipeOutcome outcome,
        TrainingHistory history,
        ScoreInterval valid,
        ScoreInterval? test,
        double seconds) => new(
            folder.Path,
            folder.Best,
            options.Arch,
            start.Weights?.Origin ?? "random",
            data.Classes,
            data.Split.Training.Count,
            data.Split.Validation.Count,
            options.Seed,
            outcome.Search?.MinimumGradient,
            outcome.Search?.MinimumLossOverTen,
            RunInterpretation.Report(valid, options),
            test is { } score ? ScoreReport.Of(score) : null,
            [
                .. history.Epochs.Select(epoch => new EpochReport(
                    epoch.Fit,
                    epoch.Epoch,
                    epoch.TrainLoss,
                    epoch.ValidLoss,
                    epoch.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value),
                    Math.Round(epoch.Duration.TotalSeconds, 2))),
            ],
            seconds)
        {
            Recipe = options.Recipe!.Name,
            Head = HeadReport.Of(outcome),
        };
}
