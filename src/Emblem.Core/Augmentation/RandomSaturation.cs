using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Makes colours stronger or paler.</summary>
public sealed record RandomSaturation : IAugmentation
{
    /// <summary>The scale is log-uniform from 1 − this to 1/(1 − this), so that paler and stronger are equally likely; 0.3 by default, 0 to 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxChange { get; init => field = Checked.Within(value, 0, 0.99); } = 0.3;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double limit = -Math.Log(1 - MaxChange);
        double scale = Math.Exp(random.NextDouble(-limit, limit));
        if (chosen)
            plan.Recolour(ColourMatrix.Saturation(scale));
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
