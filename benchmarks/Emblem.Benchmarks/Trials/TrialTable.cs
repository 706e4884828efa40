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
