using System.Diagnostics;
using Emblem.Training.Callbacks;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// Saves checkpoints while a fit runs, and gives an interrupted fit's callbacks what they remembered. Called after all other callbacks, so
/// that what it saves is whole.
/// </summary>
internal sealed class FitCheckpoints(TrainingJournal journal, string name, IReadOnlyList<Callback> others, TrainingStep? known) : Callback
{
    private TrainingLoop? _loop;
    private LoopState? _saved;
    private long _savedAt = Stopwatch.GetTimestamp();

    /// <summary>Whether the fit had ended before the interruption; its callbacks then have what they remembered at its end.</summary>
    public bool PassOver()
    {
        if (known is not { HasEnded: true })
            return false;
        SavedCallback.Restore(known.Callbacks, others);
        return true;
    }

    /// <summary>Puts the loop where the fit was interrupted.</summary>
    public void Place(TrainingLoop loop, FitContext fit)
    {
        _loop = loop;
        _saved = known?.Loop;
        loop.State = known?.Loop ?? default;
        fit.BatchesDone = loop.State.Done;
        if (known?.StopReason is { } reason)
            fit.Stop(reason);
    }

    public override void OnFitStart(FitContext fit)
    {
        if (known is not null)
            SavedCallback.Restore(known.Callbacks, others);
    }

    public override void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
        journal.NoteBatches(batch.Iteration + 1);
        if (journal.Folder is { } folder && Stopwatch.GetElapsedTime(_savedAt) >= folder.Interval)
            Save(fit);
    }

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => Save(fit);

    public override void OnFitEnd(FitContext fit) => journal.End(new TrainingStep(name) { IsFit = true, Callbacks = SavedCallback.Capture(others) });

    /// <summary>Saves where the fit stands, unless that is saved already.</summary>
    public void Save(FitContext fit)
    {
        if (_saved == _loop!.State)
            return;
        journal.Save(new TrainingStep(name) { IsFit = true, Loop = _loop.State, StopReason = fit.StopReason, Callbacks = SavedCallback.Capture(others) });
        _saved = _loop.State;
        _savedAt = Stopwatch.GetTimestamp();
    }
}
