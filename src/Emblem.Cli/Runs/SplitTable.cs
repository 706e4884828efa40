using Emblem.Cli.Terminal;
using Emblem.Data;

namespace Emblem.Cli.Runs;

/// <summary>Pictures by class and side.</summary>
internal static class SplitTable
{
    /// <summary>Prints it, and the total below.</summary>
    public static void Print(ImageSplit split, CommandOutput output) => output.Table(
        split.Test.Count > 0 ? ["class", "training", "validation", "test"] : ["class", "training", "validation"], Rows(split, CountTable.MostIn(output)));

    /// <summary>A row a class, one for those beyond <paramref name="most"/> where there are such, and the total.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ImageSplit split, int most)
    {
        IEnumerable<IReadOnlyList<LabelledImage>> sides = split.Test.Count > 0 ? [split.Training, split.Validation, split.Test] : [split.Training, split.Validation];
        int[][] counts = [.. sides.Select(side => CountByClass(split, side))];
        return [.. CountTable.Rows(split.Classes, counts, most), ["total", .. counts.Select(side => $"{side.Sum()}")]];
    }

    /// <summary>How many pictures of each class there are, in index order.</summary>
    public static int[] CountByClass(ImageSplit split, IReadOnlyList<LabelledImage> items)
    {
        int[] counts = new int[split.Classes.Count];
        foreach (LabelledImage item in items)
            counts[item.Label]++;
        return counts;
    }
}
