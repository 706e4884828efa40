using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Duplicates;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary>The part of <c>emblem verify</c> that looks for duplicates among the good files.</summary>
internal static class DuplicateSearch
{
    private const int ShownGroups = 10;

    /// <summary>Searches, prints a summary, and writes the pairs and the sheet where an output folder is given. Of several processes the first one's files count.</summary>
    /// <param name="folder">Where the paths begin.</param>
    /// <param name="names">The good files, with <c>/</c>.</param>
    /// <param name="into">Where the report of the verification goes, or null to print only.</param>
    /// <param name="output">What people see.</param>
    /// <param name="stop">Ends the search.</param>
    public static DuplicateCounts Run(string folder, IReadOnlyList<string> names, string? into, CommandOutput output, CancellationToken stop)
    {
        DuplicateReport report = output.Progress("looking for duplicates", progress => DuplicateFinder.Find(folder, names, new DuplicateOptions { Cache = true, Ranks = RankSession.Ranks }, progress, stop));
        if (into is not null)
            report.Write(Path.Combine(into, DuplicateReport.FileName));
        if (report.Pairs.Count == 0)
        {
            output.Line($"No duplicates among {names.Count} pictures.");
            return DuplicateCounts.Of(report);
        }

        output.Table(
            ["duplicates", "pairs", "within a class", "label conflicts", "across train/valid/test"],
            [.. Enum.GetValues<DuplicateKind>().Select(kind => Row(kind, [.. report.Pairs.Where(pair => pair.Kind == kind)]))]);
        PrintMarked(report, output);
        if (into is not null)
        {
            DuplicateSheet.Write(Path.Combine(into, DuplicateSheet.FileName), folder, report);
            output.Line($"{report.Groups.Count} groups: see {Path.Combine(into, DuplicateSheet.FileName)} and {DuplicateReport.FileName} beside it");
        }

        return DuplicateCounts.Of(report);
    }

    private static string[] Row(DuplicateKind kind, IReadOnlyList<DuplicatePair> pairs) =>
    [
        DuplicatePair.Name(kind), Text(pairs.Count), Text(pairs.Count(pair => !pair.IsConflict)), Text(pairs.Count(pair => pair.IsConflict)),
        Text(pairs.Count(pair => pair.IsLeak)),
    ];

    private static void PrintMarked(DuplicateReport report, CommandOutput output)
    {
        DuplicateGroup[] marked = [.. report.Groups.Where(group => group.IsConflict || group.IsLeak)];
        foreach (DuplicateGroup group in marked.Take(output.IsVerbose ? marked.Length : ShownGroups))
        {
            string trouble = string.Join(" and ", (string[])[.. group.IsConflict ? ["two labels"] : (string[])[], .. group.IsLeak ? ["a leak"] : (string[])[]]);
            output.Warning($"one picture, {trouble}: {string.Join(", ", group.Names)}");
        }

        if (marked.Length > ShownGroups && !output.IsVerbose)
            output.Line($"… and {marked.Length - ShownGroups} more groups; -v shows all.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
