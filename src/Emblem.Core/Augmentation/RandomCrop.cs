using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Crops at a random place instead of the centre, always. Where the resized picture has exactly the target's size there is
/// nothing to choose and the picture stays whole. fast.ai's <c>rand_crop</c>.
/// </summary>
public sealed record RandomCrop : IAugmentation
{
    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random) => plan.CropAt(random.NextDouble(), random.NextDouble());
}
