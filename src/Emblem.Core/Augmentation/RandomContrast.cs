using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Spreads or narrows the tones, in logit space. fast.ai's <c>contrast</c>.</summary>
public sealed record RandomContrast : IAugmentation
{
    /// <summary>
    /// The scale is log-uniform from 1 − this to 1/(1 − this), so that flatter and harder are equally likely; 0.2 by default,
    /// 0 to below 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..0.99.</exception>
    public double MaxChange { get; init => field = Checked.Within(value, 0, 0.99); } = 0.2;

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
            plan.Contrast(scale);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
