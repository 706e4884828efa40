using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Training;
using Emblem.Training.Fitting;

namespace Emblem.Projects;

/// <summary>What the network of a review sees in pictures: the means of its last stage, by which <see cref="ModelFiles.KnownFeatures"/> tells pictures apart too.</summary>
internal static class LikenessReader
{
    // Half of the work of the network's own 224 pixels.
    private const int Side = 160;

    /// <summary>What is compared was read so: features that were read otherwise are of other directions.</summary>
    public static string By { get; } = $"{BoxedWeights.Architecture.Name} {ValueText.Count(Side)}";

    /// <summary>Features by the pictures' names. Small views are read in their place: they are kept anyway, and as large as what the network is shown.</summary>
    /// <param name="project">Whose pictures.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="items">Each once; what is no picture has no features.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work.</param>
    public static async Task<IReadOnlyDictionary<string, float[]>> ReadAsync(
        ProjectFolder project, IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        var views = new PictureViews(project);
        views.Make([.. items.Select(item => item.Path)], Math.Max(1, Environment.ProcessorCount - 1), progress, stop);
        var shown = new List<(string Name, LabelledImage View)>();
        foreach (LabelledImage item in items)
        {
            if (views.FileOf(item.Path) is { } file)
                shown.Add((item.Name, item with { Path = file }));
        }

        if (shown.Count == 0)
            return new Dictionary<string, float[]>();
        TrainingPlan plan = await new TrainingRequest(project.Verified).SettleAsync(stop: stop).ConfigureAwait(false);
        FeatureTable features = await TrainingRun.OnItsOwnThread(() => Describe(plan, classes, [.. shown.Select(one => one.View)], progress, stop), stop).ConfigureAwait(false);
        return shown.ToDictionary(one => one.Name, one => features.Of(one.View.Path)[0], StringComparer.Ordinal);
    }

    /// <summary>What reads pictures: it learns nothing of them.</summary>
    internal static Learner Open(TrainingPlan run, IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items)
    {
        TrainingPlan plan = ReviewBody.Plan(run, new RunTeller(null, TimeProvider.System), "likeness is read by") with { ImageSize = Side };
        return plan.CreateLearner(new ImageSplit(classes, items, items, []).ToBatches(plan.Batches with { CacheBytes = 0 }));
    }

    private static FeatureTable Describe(TrainingPlan run, IReadOnlyList<string> classes, LabelledImage[] items, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        using Learner learner = Open(run, classes, items);
        return FrozenFeatures.Describe(learner.Model, learner.Data!, items, null, progress, stop);
    }
}
