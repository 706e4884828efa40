using System.Diagnostics;

namespace Emblem.Benchmarks;

/// <summary>Times a baseline and a candidate by turns, so that a noisy neighbour meets both.</summary>
internal static class Medians
{
    /// <returns>The median seconds of each; the ratio is how many times faster the candidate is.</returns>
    public static async Task<(double Baseline, double Candidate, double Ratio)> CompareAsync(Func<Task> baseline, Func<Task> candidate, int rounds)
    {
        var first = new List<double>();
        var second = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            first.Add(await SecondsAsync(baseline));
            second.Add(await SecondsAsync(candidate));
        }

        (double slow, double fast) = (Of(first), Of(second));
        return (slow, fast, slow / fast);
    }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Of(IReadOnlyCollection<double> values)
    {
        double[] ordered = [.. values.Order()];
        int middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
