using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Moves each corner by a step of its own, and what is seen with it: a general change of viewpoint. fast.ai's <c>perspective_warp</c>.
/// </summary>
public sealed record RandomPerspective : IAugmentation
{
    /// <summary>Steps are uniform from −this to this on each axis, the picture's sides being 2 long; 0.2 by default, 0 to 0.4999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxMagnitude { get; init => field = Checked.Within(value, 0, 0.4999); } = 0.2;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        (double X, double Y) topLeft = Step(random), bottomLeft = Step(random), topRight = Step(random), bottomRight = Step(random);
        if (chosen)
            plan.MoveCorners(topLeft, bottomLeft, topRight, bottomRight);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private (double X, double Y) Step(RandomStream random) =>
        (random.NextDouble(-MaxMagnitude, MaxMagnitude), random.NextDouble(-MaxMagnitude, MaxMagnitude));
}
