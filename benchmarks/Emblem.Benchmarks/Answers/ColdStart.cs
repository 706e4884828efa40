using System.Diagnostics;
using System.Globalization;

namespace Emblem.Benchmarks.Answers;

/// <summary>A program from its start to the end of its answer (Linux).</summary>
/// <param name="Seconds">Of wall-clock time.</param>
/// <param name="PeakBytes">The most memory that it had resident.</param>
internal sealed record ColdStart(double Seconds, long PeakBytes)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

    /// <summary>Runs it, and requires that it answers.</summary>
    /// <param name="line">The program and its arguments.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static ColdStart Measure(IReadOnlyList<string> line)
    {
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> answer = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(Look))
            peak = Math.Max(peak, PeakOf(process.Id));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 && answer.Result.Length > 0
            ? new ColdStart(seconds, peak)
            : throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}: {answer.Result}");
    }

    private static long PeakOf(int process)
    {
        const string key = "VmHWM:";
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }
}
