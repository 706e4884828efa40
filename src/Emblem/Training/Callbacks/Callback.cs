namespace Emblem.Training.Callbacks;

/// <summary>
/// Something that watches a fit. Override what is needed; ask to stop with a reason through <see cref="FitContext.Stop"/>, never by throwing.
/// Called on the training thread, in the order in which callbacks were given.
/// </summary>
public abstract class Callback
{
    /// <summary>What the plan's learning rates are multiplied with, from the next batch on; 1 by default. Those of several callbacks multiply.</summary>
    public virtual double RateFactor => 1;

    /// <summary>What it goes by; null, the default, for nothing. A fit is refused when that is a metric which the learner does not measure.</summary>
    public virtual Watch? Watched => null;

    /// <summary>Before the first batch.</summary>
    public virtual void OnFitStart(FitContext fit)
    {
    }

    /// <summary>Before the first batch of an epoch.</summary>
    public virtual void OnEpochStart(FitContext fit)
    {
    }

    /// <summary>After a training batch, its step included; with several batches a step, the step comes with the last of them.</summary>
    public virtual void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
    }

    /// <summary>After the last batch of an epoch, before its validation.</summary>
    public virtual void OnEpochTrained(FitContext fit)
    {
    }

    /// <summary>After an epoch, its validation included.</summary>
    public virtual void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
    }

    /// <summary>After the last epoch, also when the fit was stopped with a reason; not when it was cancelled or has run away.</summary>
    public virtual void OnFitEnd(FitContext fit)
    {
    }

    /// <summary>
    /// Instead of <see cref="OnFitEnd"/> when the fit has run away, before <see cref="TrainingDivergedException"/> reaches the caller. Weights in memory are
    /// no numbers any more, and may be replaced.
    /// </summary>
    public virtual void OnDiverged(FitContext fit)
    {
    }

    /// <summary>
    /// Writes down what the callback must know to go on after an interruption, for a checkpoint: called between two batches, after this
    /// callback's other methods. Nothing by default.
    /// </summary>
    public virtual void SaveState(CallbackState state)
    {
    }

    /// <summary>
    /// Takes up what <see cref="SaveState"/> wrote: called after <see cref="OnFitStart"/> when a fit goes on, and alone when a fit is passed
    /// over because it had ended.
    /// </summary>
    public virtual void RestoreState(CallbackState state)
    {
    }
}
