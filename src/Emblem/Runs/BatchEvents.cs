using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Runs;

/// <summary>Tells of batches when everything else that they lead to is done.</summary>
internal sealed class BatchEvents(string stage, RunTeller teller) : Callback
{
    public override void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
        int total = fit.Epochs * fit.BatchesPerEpoch;
        int pictures = fit.Learner.Data is { } data ? Math.Min(data.Options.BatchSize, data.Split.Training.Count) : 0;
        teller.Tell(new BatchTrained(stage, batch, fit.BatchesDone, total, pictures, teller.Now((double)fit.BatchesDone / total)));
    }
}
