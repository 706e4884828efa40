using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Looks at the picture from one of four sides: right, left, below or above, each equally likely. fast.ai's <c>tilt</c>.</summary>
public sealed record RandomTilt : IAugmentation
{
    /// <summary>The side grows or shrinks by a uniform share from −this to this; 0.3 by default, 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxMagnitude { get; init => field = Checked.Within(value, 0, 0.9); } = 0.3;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        int side = random.NextInt(4);
        double magnitude = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        if (chosen)
            plan.Warp(side == 0 ? magnitude : 0, side == 1 ? magnitude : 0, side == 2 ? magnitude : 0, side == 3 ? magnitude : 0);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
