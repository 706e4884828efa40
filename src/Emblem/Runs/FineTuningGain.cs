using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>How much less the validation pictures' cross-entropy is after fine-tuning than with the head that it started from, picture by picture.</summary>
/// <param name="Loss">The mean after fine-tuning, in nats.</param>
/// <param name="Mean">By how much it is less; below 0 where it is more.</param>
/// <param name="StandardError">Of that mean; 0 for a single picture.</param>
public readonly record struct FineTuningGain(double Loss, double Mean, double StandardError)
{
    /// <summary>
    /// Whether it is more than one standard error, the rule of Breiman et al. (1984) for the simpler of two models: a gain that may be chance leaves the
    /// head, which the validation pictures did not choose. What is no number is no gain.
    /// </summary>
    public bool IsReal => new PairedGain(Mean, StandardError).IsReal;

    /// <summary>Compares the losses of the same pictures.</summary>
    /// <param name="before">With the fitted head.</param>
    /// <param name="after">After fine-tuning, in the same order.</param>
    /// <exception cref="ArgumentException">Not as many of the one as of the other, or none.</exception>
    public static FineTuningGain Of(IReadOnlyList<double> before, IReadOnlyList<float> after)
    {
        if (before.Count == 0 || before.Count != after.Count)
            throw new ArgumentException($"Losses of the same pictures are compared; got {before.Count} and {after.Count}.");
        var gain = PairedGain.Of([.. before.Zip(after, (head, tuned) => head - tuned)]);
        return new FineTuningGain(after.Average(loss => (double)loss), gain.Mean, gain.StandardError);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
