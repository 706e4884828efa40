using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Shows a part of the picture of random area and proportions at a random place, stretched to the whole result (Szegedy et al. 2015; torchvision's
/// <c>RandomResizedCrop</c>). In place of <see cref="RandomCrop"/>. Where a part of the chosen shape does not fit into the picture, it is cut
/// to fit.
/// </summary>
public sealed record RandomResizedCrop : IAugmentation
{
    /// <summary>The part's share of the picture is uniform from this to 1; 0.35 by default, 0.01 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MinArea { get; init => field = Checked.Within(value, 0.01, 1); } = 0.35;

    /// <summary>
    /// The part's proportions, relative to the result's, are log-uniform from 1/this to this; 4/3 by default, 1 to 10.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxAspect { get; init => field = Checked.Within(value, 1, 10); } = 4.0 / 3;

    /// <summary>How often, 0 to 1; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 1;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool chosen = random.NextChance(Probability);
        double area = random.NextDouble(MinArea, 1) * plan.SourceWidth * plan.SourceHeight;
        double limit = Math.Log(MaxAspect);
        double aspect = Math.Exp(random.NextDouble(-limit, limit)) * plan.TargetWidth / plan.TargetHeight;
        double row = random.NextDouble(), column = random.NextDouble();
        if (!chosen)
            return;
        double width = Math.Clamp(Math.Sqrt(area * aspect), 1, plan.SourceWidth);
        double height = Math.Clamp(Math.Sqrt(area / aspect), 1, plan.SourceHeight);
        plan.LookAt(new PictureWindow((plan.SourceWidth - width) * column, (plan.SourceHeight - height) * row, width, height));
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
