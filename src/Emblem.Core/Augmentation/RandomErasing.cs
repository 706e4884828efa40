using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Paints over a rectangle of random size, shape and place, so that no single feature may decide (random erasing, Zhong et al. 2017).
/// </summary>
public sealed record RandomErasing : IAugmentation
{
    /// <summary>The rectangle's share of the picture is uniform from this to <see cref="MaxArea"/>; 0.02 by default, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MinArea { get; init => field = Checked.Within(value, 0, 1); } = 0.02;

    /// <summary>The largest share; where it is below <see cref="MinArea"/> the two change places; 0.25 by default, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxArea { get; init => field = Checked.Within(value, 0, 1); } = 0.25;

    /// <summary>Its proportions are log-uniform from 1/this to this; 3.3 by default, 1 to 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxAspect { get; init => field = Checked.Within(value, 1, 20); } = 3.3;

    /// <summary>What it is painted with; noise by default.</summary>
    public ErasureFill Fill { get; init; } = ErasureFill.Noise;

    /// <summary>How often, 0 to 1; 0.25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.25;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool chosen = random.NextChance(Probability);
        double area = random.NextDouble(Math.Min(MinArea, MaxArea), Math.Max(MinArea, MaxArea)) * plan.TargetWidth * plan.TargetHeight;
        double limit = Math.Log(MaxAspect);
        double aspect = Math.Exp(random.NextDouble(-limit, limit));
        double row = random.NextDouble(), column = random.NextDouble();
        ulong seed = random.NextBits();
        if (!chosen)
            return;
        int width = Math.Clamp((int)Math.Round(Math.Sqrt(area * aspect)), 1, plan.TargetWidth);
        int height = Math.Clamp((int)Math.Round(Math.Sqrt(area / aspect)), 1, plan.TargetHeight);
        int left = (int)(column * (plan.TargetWidth - width + 1)), top = (int)(row * (plan.TargetHeight - height + 1));
        plan.Erase(new Erasure(left, top, width, height, Fill) { Seed = seed });
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
