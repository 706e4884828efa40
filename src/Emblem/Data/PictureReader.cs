using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>Makes one picture ready for a network. Pure: the result depends on file, epoch and index alone, so any thread may do it.</summary>
/// <param name="pictures">Decodes them.</param>
/// <param name="preprocessing">What is done to each.</param>
/// <param name="augmentations">Random changes; without any, pictures are prepared as for prediction.</param>
/// <param name="random">Decides the changes.</param>
internal sealed class PictureReader(
    IPictureSource pictures, Preprocessing preprocessing, IReadOnlyList<IAugmentation> augmentations, RandomSource random)
{
    public Preprocessing Preprocessing => preprocessing;

    /// <summary>Writes normalised planes of red, green and blue: 3 × height × width floats.</summary>
    public void Read(LabelledImage item, int epoch, int index, Span<float> destination)
    {
        PixelImage picture = pictures.Read(item.Path);
        if (augmentations.Count == 0)
            preprocessing.Prepare(picture, destination);
        else
            Resampler.Sample(picture, Plan(picture, epoch, index), preprocessing.Statistics, destination);
    }

    /// <summary>The same view as 8-bit pixels, for people.</summary>
    public PixelImage View(LabelledImage item, int epoch, int index)
    {
        PixelImage picture = pictures.Read(item.Path);
        return augmentations.Count == 0 ? preprocessing.View(picture) : Resampler.Sample(picture, Plan(picture, epoch, index));
    }

    private SamplingPlan Plan(PixelImage picture, int epoch, int index)
    {
        SamplingPlan plan = preprocessing.PlanFor(picture);
        RandomStream stream = random.Stream("augment", epoch, index);
        foreach (IAugmentation augmentation in augmentations)
            augmentation.Choose(plan, stream);
        return plan;
    }
}
