using Emblem.Cluster;

namespace Emblem.Runs;

/// <summary>What <c>run.json</c> keeps of the processes that trained together.</summary>
/// <param name="Count">How many.</param>
/// <param name="Hosts">The machine of each.</param>
/// <param name="Library">What carried their exchange.</param>
/// <param name="BytesExchanged">Given to exchanges by all ranks.</param>
/// <param name="WaitingShare">The mean share of its time that a rank stood still for an exchange, 0 to 1.</param>
internal sealed record RankRecord(int Count, IReadOnlyList<string> Hosts, string Library, long BytesExchanged, double WaitingShare)
{
    /// <summary>Asked of all ranks at the same place.</summary>
    /// <param name="ranks">Null for a process alone, of which there is nothing to tell.</param>
    /// <param name="elapsed">Since the run began.</param>
    public static RankRecord? Of(Ranks? ranks, TimeSpan elapsed)
    {
        if (ranks is null)
            return null;
        double[] sums = [ranks.BytesGiven, ranks.Waited / elapsed];
        ranks.Sum(sums);
        return new RankRecord(ranks.Count, ranks.Hosts, ranks.Library, (long)sums[0], Math.Round(sums[1] / ranks.Count, 4));
    }
}
