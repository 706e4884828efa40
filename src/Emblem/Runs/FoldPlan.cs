using Emblem.Data;

namespace Emblem.Runs;

/// <summary>The pictures of a cross-validation, divided before anything is trained: what cannot be divided is said then, and not after hours.</summary>
/// <param name="Classes">In index order.</param>
/// <param name="Items">All pictures that are held out once, in ordinal order of their names.</param>
/// <param name="Groups">Positions of copies of one picture.</param>
/// <param name="Folds">One split a fold.</param>
internal sealed record FoldPlan(
    IReadOnlyList<string> Classes, IReadOnlyList<LabelledImage> Items, IReadOnlyList<int[]> Groups, IReadOnlyList<ImageSplit> Folds)
{
    /// <summary>
    /// Over training and validation pictures; over training pictures alone where the validation pictures came from a folder of their own. Null where
    /// the plan has no folds.
    /// </summary>
    /// <exception cref="Foundation.EmblemException">A class has one picture alone, or there are too few for so many folds.</exception>
    public static FoldPlan? Of(TrainingPlan plan, ImageSplit whole, CancellationToken stop)
    {
        if (plan.Folds == 0)
            return null;
        LabelledImage[] items = [.. whole.Training.Concat(whole.IsValidationApart ? [] : whole.Validation).OrderBy(item => item.Name, StringComparer.Ordinal)];
        IReadOnlyList<int[]> groups = whole.GroupsOf(items, stop);
        return new FoldPlan(
            whole.Classes, items, groups, Data.Folds.Split(new LabelledImages(whole.Classes, items), groups, plan.Folds, plan.ValidFraction, plan.Seed));
    }
}
