using Emblem.Training.Callbacks;

namespace Emblem.Training;

/// <summary>Keeps every row that a fit gives.</summary>
internal sealed class Recorder : Callback
{
    private readonly List<BatchRecord> _batches = [];
    private readonly List<EpochRecord> _epochs = [];

    public TrainingHistory History => new([.. _batches], [.. _epochs]);

    public LoopPosition Position => new(_epochs.Count, _batches.Count);

    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _batches.Add(batch);

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => _epochs.Add(epoch);
}
