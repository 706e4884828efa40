using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// One of the eight flips and right-angle turns of a square, each equally likely, always: for pictures without an upright side,
/// such as those from above. fast.ai's <c>dihedral</c>.
/// </summary>
public sealed record RandomDihedral : IAugmentation
{
    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random) => plan.Turn(random.NextInt(8));
}
