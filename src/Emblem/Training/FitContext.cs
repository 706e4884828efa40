using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>One fit under way, as callbacks see it.</summary>
public sealed class FitContext
{
    internal FitContext(Learner learner, int fit, int epochs, int batchesPerEpoch)
    {
        Learner = learner;
        Fit = fit;
        Epochs = epochs;
        BatchesPerEpoch = batchesPerEpoch;
    }

    /// <summary>The learner that trains. Its weights are those after the latest batch.</summary>
    public Learner Learner { get; }

    /// <summary>Which fit of the learner, from 0.</summary>
    public int Fit { get; }

    /// <summary>Planned epochs.</summary>
    public int Epochs { get; }

    /// <summary>Training batches in an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Training batches of this fit that are done, those before an interruption included.</summary>
    public int BatchesDone { get; internal set; }

    /// <summary>The plan's, one a layer group, not yet times its schedule.</summary>
    internal IReadOnlyList<double> PeakRates { get; init; } = [];

    /// <summary>Why the fit ends early, or null while it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Asks the fit to end: after this batch, or after this epoch when one has just ended.</summary>
    /// <param name="reason">For the user: what was seen, and what was expected.</param>
    public void Stop(string reason) => StopReason ??= reason;

    /// <summary>Tells the user something, through <see cref="Learner.Messages"/>.</summary>
    public void Report(string message) => Learner.Messages?.Report(message);

    /// <inheritdoc/>
    public override string ToString() => $"fit {ValueText.Count(Fit)}: {ValueText.Count(Epochs, "epoch")} of {ValueText.Count(BatchesPerEpoch, "batch", "batches")}, {ValueText.Count(BatchesDone)} done{(StopReason is null ? "" : $"; {StopReason}")}";
}
