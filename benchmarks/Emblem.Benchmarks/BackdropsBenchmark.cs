using System.Diagnostics;
using System.Globalization;
using Emblem.Benchmarks.Backdrops;
using Emblem.Duplicates;

namespace Emblem.Benchmarks;

/// <summary>
/// Pictures that share a frame, a studio or a layout and show different things, worn in every way: by default 280 originals and 3,640 worn copies.
/// The shared kinds show nothing but the folders' pictures: 300 originals and 3,600 copies, in the twelve ways without a watermark.
/// Recall is of the pairs original–worn, precision of all pairs.
/// </summary>
internal sealed class BackdropsBenchmark() : Benchmark("backdrops", "How many pairs are false where pictures share a frame, a studio or a layout?")
{
    private const int FalseShown = 40;

    /// <param name="arguments">Folders of photographs with a colon between (none: kinds that show one are left out), known, held-out or shared (known), a seed (1), originals of each kind (28; 30 of shared).</param>
    /// <param name="output">Gets the tables.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string? photographs = arguments.ElementAtOrDefault(0);
        (bool isHeldOut, bool isShared) = (arguments.ElementAtOrDefault(1) == "held-out", arguments.ElementAtOrDefault(1) == "shared");
        long seed = long.Parse(arguments.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
        int each = int.Parse(arguments.ElementAtOrDefault(3) ?? (isShared ? "30" : "28"), CultureInfo.InvariantCulture);
        IReadOnlyList<Wear> wears = isShared ? Wear.All : Wear.AllAndMarked;
        Backdrop[] backdrops = [.. (isHeldOut ? Backdrop.HeldOut : isShared ? Backdrop.Shared : Backdrop.Known).Where(backdrop => photographs is not null || !backdrop.TakesPhotograph)];
        if (photographs is null)
            await output.WriteLineAsync("NO FOLDER OF PHOTOGRAPHS: every kind that shows one is LEFT OUT, so these figures are not those of the table.\n");
        using var folder = new BenchmarkFolder();
        string[] originals = Draw(folder.Path, backdrops, photographs, each, isHeldOut, seed);
        string worn = Path.Combine(folder.Path, "worn");
        WornPictures.Write(worn, originals, [], seed, wears);
        string[] names = [.. Directory.EnumerateFiles(worn).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        (long began, TimeSpan used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        DuplicateReport report = DuplicateFinder.Find(worn, names);
        (TimeSpan took, used) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        await WriteAsync(output, backdrops, wears, each, [.. report.Pairs.Select(pair => (pair.First, pair.Second))]);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"\n{names.Length} files in {took.TotalSeconds:F1} s; {used.TotalMilliseconds / names.Length:F1} ms of processor time each"));
    }

    /// <summary>Photographs by turns go to the known and to the held-out kinds, so that none is in both.</summary>
    private static string[] Draw(string folder, Backdrop[] backdrops, string? photographs, int each, bool isHeldOut, long seed)
    {
        string[] shown = photographs is null ? [] : [.. DrawnPictures.Different(photographs).Where((_, i) => i % 2 == (isHeldOut ? 1 : 0))];
        new Foundation.RandomSource(seed).Stream("photographs").Shuffle(shown.AsSpan());
        return DrawnPictures.Write(Path.Combine(folder, "drawn"), backdrops, each, shown, seed);
    }

    private static async Task WriteAsync(TextWriter output, Backdrop[] backdrops, IReadOnlyList<Wear> wears, int each, (string A, string B)[] pairs)
    {
        var found = pairs.ToHashSet();
        int wrong = pairs.Count(pair => !WornPictures.IsSame(pair.A, pair.B));
        await output.WriteLineAsync($"{backdrops.Length * each} originals, {pairs.Length} pairs, {wrong} false: precision {Share(pairs.Length - wrong, pairs.Length)}\n");
        await output.WriteLineAsync($"| backdrop | pairs | false | {string.Join(" | ", wears.Select(wear => wear.Name))} |");
        await output.WriteLineAsync($"|---|---|---|{string.Concat(Enumerable.Repeat("---|", wears.Count))}");
        foreach ((int b, Backdrop backdrop) in backdrops.Index())
        {
            (string A, string B)[] own = [.. pairs.Where(pair => IndexOf(pair.A) / each == b)];
            await output.WriteLineAsync(
                $"| {backdrop.Name} | {own.Length} | {own.Count(pair => !WornPictures.IsSame(pair.A, pair.B))} | {Recalls(found, Enumerable.Range(b * each, each), wears.Count)} |");
        }

        await output.WriteLineAsync($"| all | {pairs.Length} | {wrong} | {Recalls(found, Enumerable.Range(0, backdrops.Length * each), wears.Count)} |");
        foreach ((string a, string b) in pairs.Where(pair => !WornPictures.IsSame(pair.A, pair.B)).Take(FalseShown))
            await output.WriteLineAsync($"false: {a} {b} ({backdrops[IndexOf(a) / each].Name})");
    }

    private static string Recalls(HashSet<(string, string)> found, IEnumerable<int> originals, int wears) => string.Join(
        " | ", Enumerable.Range(0, wears).Select(wear => Share(
            originals.Count(i => found.Contains((WornPictures.Original(i), WornPictures.Worn(i, wear)))), originals.Count())));

    private static string Share(int part, int whole) => ((double)part / Math.Max(1, whole)).ToString("F4", CultureInfo.InvariantCulture);

    private static int IndexOf(string name) => int.Parse(name[..4], CultureInfo.InvariantCulture);
}
