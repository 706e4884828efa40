using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Divides groups of duplicates at random, class by class.</summary>
internal static class RandomSplit
{
    public static ImageSplit Divide(LabelledImages images, double validation, double test, long seed, SplitOptions options, CancellationToken stop)
    {
        if (!(validation > 0 && validation < 1) || !(test >= 0 && validation + test < 1))
        {
            throw new EmblemException(
                $"Expected a validation share above 0 and, with the test share, below 1; got {validation} and {test}.");
        }

        if (!options.KeepDuplicatesTogether)
            return Divide(images, [.. Enumerable.Range(0, images.Items.Count).Select(i => new[] { i })], validation, test, seed, options.Stratify);
        IReadOnlyList<int[]> groups = DuplicateGroups.Of(images.Items, options, stop);
        return Divide(images, groups, validation, test, seed, options.Stratify) with { GroupOf = DuplicateGroups.Number(images.Items, groups) };
    }

    /// <summary>Divides groups of positions that are known.</summary>
    public static ImageSplit Divide(
        LabelledImages images, IReadOnlyList<int[]> groups, double validation, double test, long seed, bool stratify)
    {
        var side = new int[images.Items.Count];
        var random = new RandomSource(seed);

        // A group belongs to the class of its first picture: duplicates under two labels must stay together all the same.
        foreach (IGrouping<int, int[]> stratum in groups.GroupBy(group => stratify ? images.Items[group[0]].Label : 0).OrderBy(s => s.Key))
        {
            int[][] order = [.. stratum];
            random.Stream("split", item: stratum.Key).Shuffle(order.AsSpan());
            int count = order.Sum(group => group.Length);
            int[] wanted = [0, Share(validation, count), Share(test, count)];
            foreach (int[] group in order)
                Place(group, side, wanted);
        }

        return ImageSplit.Create(images.Classes, Side(0), Side(1), Side(2));

        IReadOnlyList<LabelledImage> Side(int wanted) => [.. images.Items.Where((_, i) => side[i] == wanted)];
    }

    /// <summary>To the held-out side that still wants at least this many, else to training.</summary>
    private static void Place(int[] group, int[] side, int[] wanted)
    {
        int to = wanted[1] >= group.Length ? 1 : wanted[2] >= group.Length ? 2 : 0;
        wanted[to] -= group.Length;
        foreach (int item in group)
            side[item] = to;
    }

    private static int Share(double share, int count) => (int)Math.Round(share * count, MidpointRounding.AwayFromZero);
}
