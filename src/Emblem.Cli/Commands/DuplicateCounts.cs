using Emblem.Duplicates;

namespace Emblem.Cli.Commands;

/// <summary>What <c>--json</c> says of duplicates.</summary>
/// <param name="Exact">Pairs of equal bytes.</param>
/// <param name="Near">Pairs whose pixels agree.</param>
/// <param name="Conflicts">Pairs of either kind in two classes.</param>
/// <param name="Leaks">Pairs of either kind in two of train, valid and test.</param>
/// <param name="Groups">Each a list of paths.</param>
internal sealed record DuplicateCounts(int Exact, int Near, int Conflicts, int Leaks, IReadOnlyList<IReadOnlyList<string>> Groups)
{
    public static DuplicateCounts Of(DuplicateReport report) => new(
        report.Count(DuplicateKind.Exact),
        report.Count(DuplicateKind.Near),
        report.Pairs.Count(pair => pair.IsConflict),
        report.Pairs.Count(pair => pair.IsLeak),
        [.. report.Groups.Select(group => group.Names)]);
}
