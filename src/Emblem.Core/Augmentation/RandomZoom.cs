using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Enlarges a part of the picture at a random place. fast.ai's <c>rand_zoom</c>.</summary>
public sealed record RandomZoom : IAugmentation
{
    /// <summary>The scale is uniform from 1 to this; 1.1 by default, 1 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 1..100.</exception>
    public double MaxScale { get; init => field = Checked.Within(value, 1, 100); } = 1.1;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        double scale = random.NextDouble(1, MaxScale);
        double row = random.NextDouble();
        double column = random.NextDouble();
        if (chosen)
            plan.Zoom(scale, row, column);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
