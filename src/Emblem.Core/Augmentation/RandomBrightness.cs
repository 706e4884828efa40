using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Lightens or darkens in logit space, so that nothing is clipped. fast.ai's <c>brightness</c>.</summary>
public sealed record RandomBrightness : IAugmentation
{
    /// <summary>The change is uniform within 0.5·(1 ± this), 0.5 being none; 0.2 by default, 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..0.99.</exception>
    public double MaxChange { get; init => field = Checked.Within(value, 0, 0.99); } = 0.2;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double change = random.NextDouble(0.5 * (1 - MaxChange), 0.5 * (1 + MaxChange));
        if (chosen)
            plan.Brightness(change);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
