using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// From a decoded picture to a network's input: the one way, for training, validation and prediction. Without changes a picture is resized as its
/// preprocessing says; with some it is sampled once, whatever there is to do to it.
/// </summary>
internal static class PictureViews
{
    extension(Preprocessing preprocessing)
    {
        /// <summary>Writes one view of a picture into its place in a batch.</summary>
        /// <param name="picture">Decoded.</param>
        /// <param name="changes">What makes the view; none for the plain one.</param>
        /// <param name="random">The numbers that the changes draw; may be null where there are none.</param>
        /// <param name="destination">Has room for one.</param>
        /// <param name="scratch">The calling thread's own.</param>
        public void Prepare(
            PixelImage picture, IReadOnlyList<IAugmentation> changes, RandomStream? random, PictureSlot destination, SamplingScratch scratch)
        {
            if (changes.Count == 0)
                preprocessing.Prepare(picture, destination, scratch);
            else
                Resampler.Sample(picture, preprocessing.PlanFor(picture, changes, random!), preprocessing.Statistics, destination, scratch);
        }

        /// <summary>The same view as 8-bit pixels, for people.</summary>
        public PixelImage View(PixelImage picture, IReadOnlyList<IAugmentation> changes, RandomStream? random) => changes.Count == 0
            ? preprocessing.View(picture)
            : Resampler.Sample(picture, preprocessing.PlanFor(picture, changes, random!));

        private SamplingPlan PlanFor(PixelImage picture, IReadOnlyList<IAugmentation> changes, RandomStream random)
        {
            SamplingPlan plan = preprocessing.PlanFor(picture);

            // By index: to enumerate an interface allocates, once a picture.
            for (int i = 0; i < changes.Count; i++)
                changes[i].Choose(plan, random);
            return plan;
        }
    }
}
