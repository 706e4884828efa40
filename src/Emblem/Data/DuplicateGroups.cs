using Emblem.Duplicates;

namespace Emblem.Data;

/// <summary>Which pictures must stay on one side of a split.</summary>
internal static class DuplicateGroups
{
    /// <summary>Groups of positions, each ascending, ordered by their first; a picture without a duplicate is a group of its own.</summary>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<LabelledImage> items, SplitOptions options, CancellationToken stop)
    {
        string[] paths = [.. items.Select(item => item.Path)];
        DuplicateReport report = DuplicateFinder.Find(paths, options.Duplicates with { GroupsAlone = true }, options.Progress, stop);
        ILookup<string, int> positions = Enumerable.Range(0, paths.Length).ToLookup(i => paths[i]);
        int[][] together = [.. report.Groups.Select(group => group.Names.SelectMany(name => positions[name]).Order().ToArray())];
        var grouped = together.SelectMany(group => group).ToHashSet();
        return
        [
            .. together.Concat(Enumerable.Range(0, paths.Length).Where(i => !grouped.Contains(i)).Select(i => new[] { i })).OrderBy(group => group[0]),
        ];
    }

    /// <summary>The same for pictures whose groups are known already.</summary>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<LabelledImage> items, IReadOnlyDictionary<string, int> groupOf) =>
        [.. Enumerable.Range(0, items.Count).GroupBy(i => groupOf[items[i].Path]).Select(group => group.ToArray())];

    /// <summary>A number for each position, equal within a group.</summary>
    /// <param name="groups">Every position once.</param>
    public static int[] NumberOfEach(IReadOnlyList<int[]> groups)
    {
        var numbers = new int[groups.Sum(group => group.Length)];
        foreach ((int number, int[] group) in groups.Index())
        {
            foreach (int position in group)
                numbers[position] = number;
        }

        return numbers;
    }

    /// <summary>A number for each path, equal within a group.</summary>
    public static IReadOnlyDictionary<string, int> Number(IReadOnlyList<LabelledImage> items, IReadOnlyList<int[]> groups) =>
        groups.Index().SelectMany(group => group.Item.Select(i => (items[i].Path, group.Index))).ToDictionary(pair => pair.Path, pair => pair.Index);
}
