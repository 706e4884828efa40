using System.Globalization;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Benchmarks;

/// <summary>
/// Synthetic hashes, half of them a disturbed copy of another: every one is looked for among all. Comparing all with all would take a hundred
/// times as long for ten times as many.
/// </summary>
internal sealed class HashSearchBenchmark() : Benchmark("hash-search", "How does the search for like hashes grow with their number?")
{
    private const double Least = 0.75;

    /// <param name="arguments">The largest number of hashes (100000); measured are a hundredth, a tenth and all.</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        int most = int.Parse(arguments.ElementAtOrDefault(0) ?? "100000", CultureInfo.InvariantCulture);
        await output.WriteLineAsync("| hashes | build and search, CPU s | growth for ten times as many | found copies |\n|---|---|---|---|");
        double before = double.NaN;
        Search(most / 100);
        foreach (int count in (int[])[most / 100, most / 10, most])
        {
            (double seconds, double found) = Search(count);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| {count} | {seconds:F2} | {(double.IsNaN(before) ? "" : $"{seconds / before:F1}")} | {found:P1} |"));
            before = seconds;
        }
    }

    private static (double Seconds, double Found) Search(int count)
    {
        sbyte[] hashes = Make(count);
        TimeSpan began = Environment.CpuUsage.TotalTime;
        var index = new HashIndex(hashes);
        var seen = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            int own = i;
            index.Search(hashes.AsSpan(i * PerceptualHash.Length, PerceptualHash.Length), Least, seen, i + 1, (at, _) => found += at == (own ^ 1) ? 1 : 0);
        }

        return ((Environment.CpuUsage.TotalTime - began).TotalSeconds, (double)found / count);
    }

    /// <summary>Normal values; each odd hash is the one before it with noise of 0.4 of its strength, a similarity of about 0.93.</summary>
    private static sbyte[] Make(int count)
    {
        RandomStream random = new RandomSource(1).Stream("synthetic hashes");
        var hashes = new sbyte[count * PerceptualHash.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            bool isCopy = i / PerceptualHash.Length % 2 == 1;
            double value = isCopy ? hashes[i - PerceptualHash.Length] + (20 * random.NextNormal()) : 50 * random.NextNormal();
            hashes[i] = (sbyte)Math.Clamp(Math.Round(value), -127, 127);
        }

        return hashes;
    }
}
