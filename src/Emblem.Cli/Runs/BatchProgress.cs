using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Cli.Runs;

/// <summary>Tells a progress bar how many of a fit's batches are done.</summary>
internal sealed class BatchProgress(string stage, IProgress<StepProgress> progress) : Callback
{
    private int _done;

    public override void OnFitStart(FitContext fit) => _done = 0;

    public override void OnBatchEnd(FitContext fit, BatchRecord batch) =>
        progress.Report(new StepProgress(stage, ++_done, fit.Epochs * fit.BatchesPerEpoch));
}
