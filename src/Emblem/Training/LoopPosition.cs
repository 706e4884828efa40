namespace Emblem.Training;

/// <summary>How far a learner has come over all its fits.</summary>
/// <param name="Epochs">Epochs begun.</param>
/// <param name="Iterations">Training batches done.</param>
internal readonly record struct LoopPosition(int Epochs, int Iterations);
