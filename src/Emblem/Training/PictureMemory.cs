using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Fitting;

namespace Emblem.Training;

/// <summary>Adds to a learner what tells pictures of something else entirely: a cat shown to a classifier of logos.</summary>
public static class PictureMemory
{
    extension(Learner learner)
    {
        /// <summary>
        /// Keeps what the network, as it is now, sees in the training pictures, and how far from them a picture has to be to be neither of the classes:
        /// a distance that, with 95% confidence, at most 5% of pictures of the classes exceed, found on training pictures, each held out with its copies, and on
        /// validation pictures, which the network never learned from; the larger of both counts. What is saved afterwards has it, and <c>Predict</c> then tells
        /// such pictures. Costs one pass of the network over the pictures and up to 4 MB of the file; of more pictures than that holds as many
        /// of each class are drawn. Comes last: training on makes it void. Any head will do. Copies are looked for where the split did not, without a cache.
        /// </summary>
        /// <param name="progress">Told of each batch.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <returns>What is now <see cref="Learner.Known"/>; null where fewer than ten pictures differ, too few to say what is far.</returns>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        /// <exception cref="EmblemException">The network gives features that are no numbers.</exception>
        public KnownFeatures? RememberPictures(IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
            learner.RememberPictures(null, progress, stop);

        /// <summary>The same where features of this body are there already: pictures that they have need no second pass.</summary>
        internal KnownFeatures? RememberPictures(FeatureTable? read, IProgress<StepProgress>? progress, CancellationToken stop)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; what it learned from is remembered by pictures.");
            int width = learner.Model.Body.StageWidths[^1];
            RandomStream random = learner.Random.Stream("remembered pictures");
            LabelledImage[] taught = Draw(data.Split.Training, KnownFeatures.MostRows(width), random);
            LabelledImage[] apart = Draw([.. data.Split.Validation.ExceptBy(data.Split.Training.Select(item => item.Path), item => item.Path)], KnownFeatures.MostRows(width), random);
            LabelledImage[] items = [.. taught, .. apart];
            FeatureTable features = read is not null && items.All(item => read.Has(item.Path))
                ? read
                : FrozenFeatures.Describe(learner.Model, data, items, learner.Options.Ranks, progress, stop);
            int[] groupOf = DuplicateGroups.NumberOfEach(data.Split.GroupsOf(items, stop));
            return learner.Known = NoveltySearch.Run([.. items.Select(item => features.DescriptionOf(item.Path))], taught.Length, groupOf, stop);
        }
    }

    /// <summary>Class by class in turn, so that a rare class is not lost among many pictures of others; in the order of the set.</summary>
    private static LabelledImage[] Draw(IReadOnlyList<LabelledImage> items, int most, RandomStream random)
    {
        LabelledImage[] once = [.. items.DistinctBy(item => item.Path)];
        if (once.Length <= most)
            return once;
        int[] order = [.. Enumerable.Range(0, once.Length)];
        random.Shuffle<int>(order);
        IEnumerable<int> drawn = order.GroupBy(i => once[i].Label).SelectMany(same => same.Index()).OrderBy(one => one.Index).Select(one => one.Item).Take(most);
        return [.. drawn.Order().Select(i => once[i])];
    }
}
