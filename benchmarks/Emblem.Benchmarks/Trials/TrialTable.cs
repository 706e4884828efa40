using System.Globalization;

namespace Emblem.Benchmarks.Trials;

/// <summary>Variants against the first of them, set by set.</summary>
internal static class TrialTable
{
    public static async Task WriteAsync(TrialLog log, IReadOnlyList<string> sets, IReadOnlyList<string> variants, TextWriter output)
    {
        await output.WriteLineAsync("| set | variant | seeds | right of scored | accuracy | points more than the first, 95% | log loss | less than the first, 95% | seconds |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|");
        foreach (string set in sets)
        {
            IReadOnlyList<TrialResult> first = log.Of(set, variants[0]);
            foreach (string variant in variants)
            {
                IReadOnlyList<TrialResult> made = log.Of(set, variant);
                if (made.Count > 0)
                    await output.WriteLineAsync(Row(set, variant, made, first));
            }
        }
    }

    /// <summary>What each variant is more than the first over all sets, each of which counts the same: the interval is over seeds.</summary>
    public static async Task WriteMeansAsync(TrialLog log, IReadOnlyList<string> sets, IReadOnlyList<string> variants, TextWriter output)
    {
        await output.WriteLineAsync("| variant | seeds | points more than the first, mean of the sets, 95% |");
        await output.WriteLineAsync("|---|---|---|");
        foreach (string variant in variants.Skip(1))
        {
            double[] points =
            [
                .. sets.SelectMany(set => log.Of(set, variant).Join(
                        log.Of(set, variants[0]), made => made.Seed, first => first.Seed, (made, first) => (made.Seed, Points: 100 * (made.Accuracy - first.Accuracy))))
                    .GroupBy(pair => pair.Seed).Where(seed => seed.Count() == sets.Count).Select(seed => seed.Average(pair => pair.Points)),
            ];
            if (points.Length == 0)
                continue;
            PairedDifference more = PairedDifference.Of(points);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {variant} | {points.Length} | {more.Mean:+0.0;-0.0;0.0} ± {more.HalfWidth:0.0} |"));
        }
    }

    private static string Row(string set, string variant, IReadOnlyList<TrialResult> made, IReadOnlyList<TrialResult> first)
    {
        (TrialResult Candidate, TrialResult Baseline)[] pairs =
            [.. made.Join(first, result => result.Seed, result => result.Seed, (candidate, baseline) => (candidate, baseline))];
        bool compares = pairs.Length > 0 && pairs[0].Candidate.Variant != pairs[0].Baseline.Variant;
        PairedDifference points = PairedDifference.Of([.. pairs.Select(pair => 100 * (pair.Candidate.Accuracy - pair.Baseline.Accuracy)).DefaultIfEmpty()]);
        PairedDifference losses = PairedDifference.Of([.. pairs.Select(pair => pair.Baseline.Loss - pair.Candidate.Loss).DefaultIfEmpty()]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {set} | {variant} | {made.Count} | {made.Sum(result => result.Right)} of {made.Sum(result => result.Count)} | {made.Average(result => result.Accuracy):0.000} | {(compares ? $"{points.Mean:+0.0;-0.0;0.0} ± {points.HalfWidth:0.0}" : "")} | {made.Average(result => result.Loss):0.000} | {(compares ? $"{losses.Mean:+0.000;-0.000;0.000} ± {losses.HalfWidth:0.000}" : "")} | {Medians.Of([.. made.Select(result => result.Seconds)]):0} |");
    }
}
