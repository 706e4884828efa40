using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Looks at the picture from a slightly different side: each of its four sides is enlarged or shrunk by a magnitude of its own.
/// fast.ai's <c>symmetric_warp</c>.
/// </summary>
public sealed record RandomWarp : IAugmentation
{
    /// <summary>Magnitudes are uniform from −this to this; 0.2 by default, 0 to below 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range: from 0.5 on, some warps do not exist.</exception>
    public double MaxMagnitude { get; init => field = Checked.Within(value, 0, 0.4999); } = 0.2;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double m0 = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        double m1 = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        double m2 = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        double m3 = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        if (chosen)
            plan.Warp(m0, m1, m2, m3);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
