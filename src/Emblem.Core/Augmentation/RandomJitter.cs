using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Lets every point of the picture stray by itself, as seen through frosted glass. fast.ai's <c>jitter</c>.</summary>
public sealed record RandomJitter : IAugmentation
{
    /// <summary>Points stray by at most a uniform number from 0 to this, the picture's sides being 2 long; 0.02 by default, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxMagnitude { get; init => field = Checked.Within(value, 0, 1); } = 0.02;

    /// <summary>How often, 0 to 1; 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.5;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        var jitter = new GridJitter(random.NextDouble(0, MaxMagnitude), random.NextBits());
        if (chosen)
            plan.Scatter(jitter);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
