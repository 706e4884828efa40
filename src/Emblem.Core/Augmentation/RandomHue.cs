using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Turns colours round the axis of grays, brightness unchanged. Keep it small where colours tell classes apart.</summary>
public sealed record RandomHue : IAugmentation
{
    /// <summary>The turn is uniform from −this to this, 120 taking red about to green; 15 by default, 0 to 180.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxDegrees { get; init => field = Checked.Within(value, 0, 180); } = 15;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double degrees = random.NextDouble(-MaxDegrees, MaxDegrees);
        if (chosen)
            plan.Recolour(ColourMatrix.Hue(degrees));
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
