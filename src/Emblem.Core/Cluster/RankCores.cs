using System.Globalization;

namespace Emblem.Cluster;

/// <summary>
/// What share of the processors that a rank may use is its own: each processor is divided among the ranks of its machine that may use it. So it holds whether
/// the starter bound ranks to cores, to several each, to sockets or to nothing.
/// </summary>
internal static class RankCores
{
    private const string Allowed = "Cpus_allowed_list:";

    // 3 × 1/3 may be a little less than 1.
    private const double Rounding = 1e-9;

    /// <summary>The processors that this process may use, as Linux writes them ("0-3,8"); nothing where no one says.</summary>
    public static string OfThisProcess()
    {
        const string status = "/proc/self/status";
        string? line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(Allowed, StringComparison.Ordinal)) : null;
        return line is null ? "" : line[Allowed.Length..].Trim();
    }

    /// <summary>The share of one rank, above 0 and at most 1.</summary>
    /// <param name="hosts">The machine of each rank.</param>
    /// <param name="cores">What each may use there.</param>
    /// <param name="rank">Whose share it is.</param>
    public static double ShareOf(IReadOnlyList<string> hosts, IReadOnlyList<string> cores, int rank)
    {
        HashSet<int>[] beside = [.. Enumerable.Range(0, hosts.Count).Where(other => hosts[other] == hosts[rank]).Select(other => Parse(cores[other]).ToHashSet())];
        HashSet<int> own = [.. Parse(cores[rank])];
        return own.Count == 0 ? 1.0 / beside.Length : own.Average(core => 1.0 / beside.Count(other => other.Contains(core)));
    }

    /// <summary>The whole processors of a share, at least one.</summary>
    public static int Of(double share, int processors) => Math.Max(1, (int)((share * processors) + Rounding));

    private static IEnumerable<int> Parse(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
    {
        int[] ends = [.. part.Split('-').Select(end => int.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture))];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    });
}
