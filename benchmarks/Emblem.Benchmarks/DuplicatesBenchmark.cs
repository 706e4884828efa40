using System.Diagnostics;
using System.Globalization;
using Emblem.Data;
using Emblem.Duplicates;

namespace Emblem.Benchmarks;

/// <summary>
/// Half of a folder's pictures are worn in twelve ways, as many are left alone. Recall: which originals are found with their worn copy.
/// Precision: which of all reported pairs, worn with worn included, come from one original.
/// </summary>
internal sealed class DuplicatesBenchmark() : Benchmark("duplicates", "How many worn copies are found, and how many pairs are false?")
{
    /// <param name="arguments">A folder of pictures, how many to wear (150), which half (first or second).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string source = arguments.ElementAtOrDefault(0) ?? throw new ArgumentException("Expected a folder of pictures; got nothing.");
        int count = int.Parse(arguments.ElementAtOrDefault(1) ?? "150", CultureInfo.InvariantCulture);
        (string[] originals, string[] leftAlone) = Choose(source, count, arguments.ElementAtOrDefault(2) == "second");
        string folder = Directory.CreateTempSubdirectory("emblem-duplicates-").FullName;
        try
        {
            WornPictures.Write(folder, originals, leftAlone, seed: 1, Wear.All);
            string[] names = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
            (long began, TimeSpan used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            DuplicateReport report = DuplicateFinder.Find(folder, names, new DuplicateOptions { Cache = false });
            TimeSpan took = Stopwatch.GetElapsedTime(began);
            used = Environment.CpuUsage.TotalTime - used;
            (string, string)[] found = [.. report.Pairs.Select(pair => (pair.First, pair.Second))];
            await output.WriteLineAsync($"{originals.Length} pictures worn in {Wear.All.Count} ways, {leftAlone.Length} left alone\n");
            await output.WriteLineAsync($"| | precision | {string.Join(" | ", Wear.All.Select(wear => wear.Name))} |");
            await output.WriteLineAsync($"|---|{string.Concat(Enumerable.Repeat("---|", Wear.All.Count + 1))}");
            await output.WriteLineAsync(Row($"pHash, radius {PlainPerceptualHash.Radius}", PlainPairs(folder, names), originals.Length));
            await output.WriteLineAsync(Row("Emblem", found, originals.Length));
            await output.WriteLineAsync($"\n{names.Length} files in {took.TotalSeconds:F1} s; {used.TotalMilliseconds / names.Length:F1} ms of processor time each");
            foreach ((string a, string b) in found.Where(pair => !WornPictures.IsSame(pair.Item1, pair.Item2)).Take(20))
                await output.WriteLineAsync($"false: {a} {b} ({Origin(a)} {Origin(b)})");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Origin(string name)
        {
            int index = int.Parse(name[..4], CultureInfo.InvariantCulture);
            return Path.GetRelativePath(source, index < originals.Length ? originals[index] : leftAlone[index - originals.Length]);
        }
    }

    /// <summary>The same number of each class on either side, in the order of their names.</summary>
    private static (string[] Originals, string[] LeftAlone) Choose(string source, int count, bool second)
    {
        ImageFolder folder = ImageFolder.Open(source);
        string[][] classes = [.. folder.Names.GroupBy(name => Path.GetDirectoryName(name)).Select(same => same.Select(folder.PathOf).ToArray())];
        string[] first = [.. classes.SelectMany(names => names.Take(count / classes.Length))];
        string[] other = [.. classes.SelectMany(names => names.Skip(count / classes.Length).Take(count / classes.Length))];
        return second ? (other, first) : (first, other);
    }

    private static (string, string)[] PlainPairs(string folder, string[] names)
    {
        var hashes = new ulong[names.Length];
        Parallel.For(0, names.Length, i => hashes[i] = PlainPerceptualHash.Of(Path.Combine(folder, names[i])));
        return
        [
            .. from a in Enumerable.Range(0, names.Length)
               from b in Enumerable.Range(a + 1, names.Length - a - 1)
               where PlainPerceptualHash.IsNear(hashes[a], hashes[b])
               select (names[a], names[b]),
        ];
    }

    private static string Row(string name, (string A, string B)[] pairs, int originals)
    {
        var found = pairs.ToHashSet();
        double precision = (double)pairs.Count(pair => WornPictures.IsSame(pair.A, pair.B)) / pairs.Length;
        IEnumerable<double> recalls = Enumerable.Range(0, Wear.All.Count).Select(wear => (double)Enumerable.Range(0, originals)
            .Count(i => found.Contains((WornPictures.Original(i), WornPictures.Worn(i, wear)))) / originals);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {precision:F4} ({pairs.Length} pairs) | {string.Join(" | ", recalls.Select(r => r.ToString("F3", CultureInfo.InvariantCulture)))} |");
    }
}
