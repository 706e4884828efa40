using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Benchmarks;

/// <summary>Emblem's way: all choices in one plan, sampled once.</summary>
internal sealed class SinglePass(int size)
{
    private static readonly IReadOnlyList<IAugmentation> Standard = Augmentations.Standard();
    private readonly Preprocessing _preprocessing = new(size, size);
    private readonly RandomSource _random = new(1);
    private readonly SamplingScratch _scratch = new();
    private readonly float[] _place = new float[3 * size * size];

    public void Augment(PixelImage picture, int index)
    {
        SamplingPlan plan = _preprocessing.PlanFor(picture);
        RandomStream stream = _random.Stream("augment", 0, index);
        foreach (IAugmentation augmentation in Standard)
            augmentation.Choose(plan, stream);
        Resampler.Sample(picture, plan, ImageStatistics.ImageNet, new PictureSlot(_place, size, PixelLayout.Planes), _scratch);
    }
}
