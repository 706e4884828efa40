using Emblem.Cli.Terminal;
using Emblem.Compute;
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
        ImageData data = RunData.Open(asked, workers, output, stop);
        output.Heading($"Training on {asked.Data} (seed {asked.Seed})");
        output.Table(RunData.Headers(data.Split), RunData.Table(data.Split));
        StartingWeights start = await StartingWeights.ChooseAsync(asked.Arch, asked.Weights, output, stop);
        RunOptions options = asked with
        {
            Arch = start.Architecture.Name,
            Weights = start.Choice(asked.Weights),
        };
        options.Write(folder.Options);
        var pictures = new RunPictures(folder.Pictures);
        pictures.DrawBatch(data.ViewTraining(ShownPictures));

        using Learner learner = RunTraining.Prepare(data, start, options, output);
        checkpoints.Begin(learner, output);
        LearningRateSearch? found = new RunTraining(options, folder, output, stop).Train(learner, start.Weights is not null);
        ClassificationInterpretation interpretation = RunInterpretation.Explain(learner, output, stop);
        pictures.DrawHistory(learner.History);
        pictures.DrawSearch(found);
        pictures.DrawInterpretation(interpretation);
        ScoreInterval? test = RunInterpretation.ScoreTest(learner, data, output, stop);

        var info = new RunInfo(started, TimeProvider.System.GetUtcNow(), workers);
        info.Write(folder.Info);
        return Report(folder, options, start, data, found, learner.History, interpretation.Accuracy, test, info.Seconds);
    }

    private static RunResult Report(
        RunFolder folder,
        RunOptions options,
        StartingWeights start,
        ImageData data,
        LearningRateSearch? found,
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
            found?.MinimumGradient,
            found?.MinimumLossOverTen,
            ScoreReport.Of(valid),
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
            seconds);
}
