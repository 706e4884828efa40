using System.Diagnostics;
using System.Globalization;

namespace Emblem.Benchmarks;

/// <summary>A program with all that it starts, watched from its beginning to its end (Linux).</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Seconds">Of wall-clock time.</param>
/// <param name="PeakBytes">The most memory that it and its descendants had resident together; pages that several share count for each.</param>
internal sealed record ProcessTree(string Output, double Seconds, long PeakBytes)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<ProcessTree> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        Task ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(Look)) != ended)
            peak = Math.Max(peak, Resident(process.Id));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? new ProcessTree(await output, seconds, peak)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}{await output}");
    }

    private static long Resident(int root)
    {
        (int Id, int Parent, long Bytes)[] all = [.. Directory.EnumerateDirectories("/proc").Select(Read).OfType<(int, int, long)>()];
        var tree = new HashSet<int> { root };
        while (all.Any(process => tree.Contains(process.Parent) && tree.Add(process.Id)))
        {
        }

        return all.Where(process => tree.Contains(process.Id)).Sum(process => process.Bytes);
    }

    /// <summary>Null for what is no process, or has ended meanwhile.</summary>
    private static (int Id, int Parent, long Bytes)? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return null;
        try
        {
            string[] lines = File.ReadAllLines(Path.Combine(folder, "status"));
            return (id, (int)Value(lines, "PPid:"), 1024 * Value(lines, "VmRSS:"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Value(string[] lines, string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
        ? long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)
        : 0;
}
