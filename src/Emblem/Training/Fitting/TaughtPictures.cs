using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Training.Fitting;

/// <summary>Which pictures a learner remembers, and what of them: the work of <see cref="PictureMemory"/>.</summary>
internal static class TaughtPictures
{
    /// <param name="learner">Gets what is remembered.</param>
    /// <param name="read">Features of its body as it is now, if there are any: where they have all pictures, no second pass is needed.</param>
    /// <param name="progress">Told of each batch that passes.</param>
    /// <param name="stop">Ends the work.</param>
    public static KnownFeatures? Remember(Learner learner, FeatureTable? read, IProgress<StepProgress>? progress, CancellationToken stop)
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
