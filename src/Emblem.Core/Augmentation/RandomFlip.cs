using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Mirrors left and right. Leave it out where letters or sides matter, as in logos. fast.ai's <c>flip_lr</c>.</summary>
public sealed record RandomFlip : IAugmentation
{
    /// <summary>How often, 0 to 1; 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.5;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        if (random.NextChance(Probability))
            plan.Flip();
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
