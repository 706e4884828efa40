using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Takes the colours away, so that shape must do.</summary>
public sealed record RandomGrayscale : IAugmentation
{
    /// <summary>How often, 0 to 1; 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.1;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        if (random.NextChance(Probability))
            plan.Recolour(ColourMatrix.Saturation(0));
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
