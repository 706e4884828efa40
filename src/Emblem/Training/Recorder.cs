using Emblem.Training.Callbacks;

namespace Emblem.Training;

/// <summary>Keeps every row that a fit gives.</summary>
internal sealed class Recorder : Callback
{
    private readonly List<BatchRecord> _batches = [];
    private readonly List<EpochRecord> _epochs = [];

    public TrainingHistory History => new([.. _batches], [.. _epochs]);

    public LoopPosition Position => new(_epochs.Count, _batches.Count);

    /// <summary>Takes over what an interrupted training had recorded.</summary>
    public void Restore(TrainingHistory history)
    {
        _batches.Clear();
        _batches.AddRange(history.Batches);
        _epochs.Clear();
        _epochs.AddRange(history.Epochs);
    }

    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _batches.Add(batch);

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => _epochs.Add(epoch);
}
