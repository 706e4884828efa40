namespace Emblem.Benchmarks.Trials;

/// <summary>The same variants on the same sets with one seed after the other.</summary>
internal static class SeededTrials
{
    /// <summary>Makes the trials that the log lacks, then the table of all.</summary>
    public static async Task RunAsync(
        TrialLog log, int seeds, IReadOnlyList<TrialSet> sets, IReadOnlyList<(string Name, string[] Arguments)> variants, TextWriter output)
    {
        for (int seed = 1; seed <= seeds; seed++)
        {
            foreach (TrialSet set in sets)
            {
                foreach ((string name, string[] given) in variants)
                    await log.MakeAsync(new Trial(set, name, seed, given));
            }
        }

        await TrialTable.WriteAsync(log, [.. sets.Select(set => set.Name)], [.. variants.Select(variant => variant.Name)], output);
    }
}
