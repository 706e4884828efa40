using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Cuts black squares out, centred anywhere, so that parts of them may lie outside (DeVries and Taylor 2017). fast.ai's <c>cutout</c>, in pixels of
/// the result.
/// </summary>
public sealed record RandomCutout : IAugmentation
{
    /// <summary>Squares are one to this many, each number equally likely; 1 by default, 1 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int MaxHoles { get; init => field = (int)Checked.Within(value, 1, 100); } = 1;

    /// <summary>The side of each, in pixels; 40 by default, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Length { get; init => field = (int)Checked.Within(value, 1, int.MaxValue); } = 40;

    /// <summary>How often, 0 to 1; 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.5;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool chosen = random.NextChance(Probability);
        int holes = 1 + random.NextInt(MaxHoles);
        for (int hole = 0; hole < MaxHoles; hole++)
        {
            int left = (int)(random.NextDouble() * plan.TargetWidth) - (Length / 2);
            int top = (int)(random.NextDouble() * plan.TargetHeight) - (Length / 2);
            if (chosen && hole < holes)
                plan.Erase(new Erasure(left, top, Length, Length, ErasureFill.Black));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
