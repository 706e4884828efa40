namespace Emblem.Training;

/// <summary>How far a learner has come over all its fits.</summary>
/// <param name="Epochs">Epochs begun.</param>
/// <param name="Iterations">Training batches done.</param>
internal readonly record struct LoopPosition(int Epochs, int Iterations)
{
    /// <summary>Where the fit began that has come so far.</summary>
    public LoopPosition Before(LoopState fit) => new(Epochs - fit.Epoch, Iterations - fit.Done);
}
