using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Cli.Runs;

/// <summary>Tells a progress bar how many of a fit's batches are done, and how it goes.</summary>
internal sealed class BatchProgress(string stage, IProgress<StepProgress> progress) : Callback
{
    private TrainingPace? _pace;

    public override void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
        int batches = fit.Epochs * fit.BatchesPerEpoch;

        // From the first batch on: a fit that goes on after an interruption had done some before.
        _pace ??= new TrainingPace(BatchSize(fit), fit.BatchesDone - 1, batches, TimeProvider.System);
        _pace.Add(batch.SmoothedLoss);
        progress.Report(new StepProgress(stage, fit.BatchesDone, batches) { Status = _pace.Status() });
    }

    public override void OnFitEnd(FitContext fit)
    {
        if (_pace is not null)
            fit.Report($"{stage}: {_pace.Summary()}");
        _pace = null;
    }

    private static int BatchSize(FitContext fit) =>
        fit.Learner.Data is { } data ? Math.Min(data.Options.BatchSize, data.Split.Training.Count) : 0;
}
