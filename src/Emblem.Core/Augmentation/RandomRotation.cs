using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Rotates about the centre by a uniform angle. fast.ai's <c>rotate</c>.</summary>
public sealed record RandomRotation : IAugmentation
{
    /// <summary>Angles are uniform from −this to this, in degrees; 10 by default, 0 to 180.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..180.</exception>
    public double MaxDegrees { get; init => field = Checked.Within(value, 0, 180); } = 10;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double degrees = random.NextDouble(-MaxDegrees, MaxDegrees);
        if (chosen)
            plan.Rotate(degrees);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
