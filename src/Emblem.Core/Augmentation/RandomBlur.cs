using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Takes sharpness away with a Gaussian, as of pictures out of focus or enlarged.</summary>
public sealed record RandomBlur : IAugmentation
{
    /// <summary>The standard deviation, in pixels of the result, is uniform from 0 to this; 1.5 by default, 0 to 32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxSigma { get; init => field = Checked.Within(value, 0, 32); } = 1.5;

    /// <summary>How often, 0 to 1; 0.25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.25;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double sigma = random.NextDouble(0, MaxSigma);
        if (chosen)
            plan.Blur(sigma);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
