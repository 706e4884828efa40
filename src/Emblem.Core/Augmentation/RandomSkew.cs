using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Pulls one corner out or pushes it in, along one side: eight directions, each equally likely. fast.ai's <c>skew</c>, in its order: top left,
/// bottom left, top right, bottom right, each first sideways and then up or down.
/// </summary>
public sealed record RandomSkew : IAugmentation
{
    /// <summary>The corner moves by a uniform step from −this to this, the picture's sides being 2 long; 0.3 by default, 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxMagnitude { get; init => field = Checked.Within(value, 0, 0.9); } = 0.3;

    /// <summary>How often, 0 to 1; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        int direction = random.NextInt(8);
        double outwards = random.NextDouble(-MaxMagnitude, MaxMagnitude);
        if (chosen)
            plan.MoveCorners(Step(0), Step(1), Step(2), Step(3));

        (double X, double Y) Step(int corner)
        {
            if (direction / 2 != corner)
                return (0, 0);
            return direction % 2 == 0 ? (corner < 2 ? -outwards : outwards, 0) : (0, corner % 2 == 0 ? -outwards : outwards);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
