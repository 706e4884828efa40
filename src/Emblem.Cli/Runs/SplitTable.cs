using Emblem.Cli.Terminal;
using Emblem.Data;

namespace Emblem.Cli.Runs;

/// <summary>Pictures by class and side.</summary>
internal static class SplitTable
{
    private const int ShownClasses = 20;

    /// <summary>Prints it; of many classes the first, and the others in one row unless all is asked for.</summary>
    public static void Print(ImageSplit split, CommandOutput output) => output.Table(Headers(split), Rows(split, output.IsVerbose ? int.MaxValue : ShownClasses));

    /// <summary>The headings.</summary>
    public static IReadOnlyList<string> Headers(ImageSplit split) => split.Test.Count > 0
        ? ["class", "training", "validation", "test"]
        : ["class", "training", "validation"];

    /// <summary>A row a class, one for those beyond <paramref name="most"/> where there are such, and the total.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ImageSplit split, int most)
    {
        int[][] counts = [.. Sides(split).Select(side => CountByClass(split, side))];
        int shown = split.Classes.Count <= most ? split.Classes.Count : most;
        return
        [
            .. split.Classes.Take(shown).Select((name, label) => Row(name, counts, label, label + 1)),
            .. shown < split.Classes.Count ? [Row($"… and {split.Classes.Count - shown} more", counts, shown, split.Classes.Count)] : (string[][])[],
            Row("total", counts, 0, split.Classes.Count),
        ];
    }

    private static IEnumerable<IReadOnlyList<LabelledImage>> Sides(ImageSplit split) =>
        split.Test.Count > 0 ? [split.Training, split.Validation, split.Test] : [split.Training, split.Validation];

    private static int[] CountByClass(ImageSplit split, IReadOnlyList<LabelledImage> items)
    {
        int[] counts = new int[split.Classes.Count];
        foreach (LabelledImage item in items)
            counts[item.Label]++;
        return counts;
    }

    private static string[] Row(string name, int[][] counts, int first, int end) => [name, .. counts.Select(side => $"{side[first..end].Sum()}")];
}
