using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Divides pictures into folds of nearly equal size and mix of classes, copies of one picture together.</summary>
internal static class Folds
{
    /// <summary>The fold of a picture whose class has no other group: held out, nothing of its class would be left to learn from.</summary>
    public const int Never = -1;

    /// <summary>The fold of each picture, 0 to <paramref name="count"/> − 1 or <see cref="Never"/>.</summary>
    /// <param name="labels">The class of each picture; a group belongs to the class of its first.</param>
    /// <param name="groups">Positions that stay together; every position once.</param>
    /// <param name="count">Folds.</param>
    /// <param name="random">Decides the order of groups of one size.</param>
    public static int[] Divide(IReadOnlyList<int> labels, IReadOnlyList<int[]> groups, int count, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var fold = new int[labels.Count];
        var total = new int[count];
        foreach (IGrouping<int, int[]> stratum in groups.GroupBy(group => labels[group[0]]).OrderBy(stratum => stratum.Key))
        {
            int[][] order = [.. stratum];
            random.Stream("folds", item: stratum.Key).Shuffle(order.AsSpan());
            var ofClass = new int[count];

            // Large groups first, each to where its class is rarest: what is left to the end is small enough to even the folds out.
            foreach (int[] group in order.OrderByDescending(group => group.Length))
            {
                int to = order.Length == 1 ? Never : Enumerable.Range(0, count).MinBy(i => (ofClass[i], total[i]));
                foreach (int item in group)
                    fold[item] = to;
                if (to == Never)
                    continue;
                ofClass[to] += group.Length;
                total[to] += group.Length;
            }
        }

        return fold;
    }

    /// <summary>One split a fold, with the fold as its test pictures.</summary>
    public static IReadOnlyList<ImageSplit> Split(LabelledImages images, IReadOnlyList<int[]> groups, int count, double validation, long seed)
    {
        int[] fold = Divide([.. images.Items.Select(item => item.Label)], groups, count, new RandomSource(seed));
        // Both before anything is trained: folds come last, after hours.
        if (Array.IndexOf(fold, Never) is var alone and >= 0)
        {
            throw new EmblemException(
                $"The class '{images.Classes[images.Items[alone].Label]}' has one picture, or copies of one, alone: {images.Items[alone].Name}. "
                + "Cross-validation holds every picture out once and needs two different ones of each class: add one, take the class out, or do without folds.");
        }

        if (Enumerable.Range(0, count).Any(held => !fold.Contains(held)))
        {
            throw new EmblemException(
                $"{count} folds of {images.Items.Count} pictures leave some without any"
                + $"{(groups.Count < images.Items.Count ? $" ({groups.Count}, copies of one counted once)" : "")}. Ask for fewer folds, or add pictures.");
        }

        IReadOnlyDictionary<string, int> groupOf = DuplicateGroups.Number(images.Items, groups);
        return
        [
            .. Enumerable.Range(0, count).Select(held =>
            {
                var left = new LabelledImages(images.Classes, [.. images.Items.Where((_, i) => fold[i] != held)]);
                ImageSplit inner = RandomSplit.Divide(left, DuplicateGroups.Of(left.Items, groupOf), validation, test: 0, seed, stratify: true);
                return inner with { Test = [.. images.Items.Where((_, i) => fold[i] == held)], GroupOf = groupOf };
            }),
        ];
    }
}
