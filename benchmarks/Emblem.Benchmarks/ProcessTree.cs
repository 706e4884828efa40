using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Emblem.Benchmarks;

/// <summary>A program with all that it starts, watched from its beginning to its end (Linux).</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Seconds">Of wall-clock time, to its end.</param>
/// <param name="PeakBytes">
/// The most memory that it and its descendants had resident together; pages that several share count for each. Who descends from it is looked up five times
/// a second, what they hold fifty times: to read every process of the machine as often would take an eighth of a core from what is measured.
/// </param>
internal sealed record ProcessTree(string Output, double Seconds, long PeakBytes)
{
    /// <summary>Until it printed the line that was waited for; until its end without one.</summary>
    public double SecondsToLine { get; private init; } = Seconds;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private const int LooksAtATree = 10;

    /// <param name="program">A command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="line">How a line begins whose time is wanted; null for none.</param>
    public static async Task<ProcessTree> RunAsync(string program, IReadOnlyList<string> arguments, string? line = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<(string Text, double? Seconds)> output = ReadAsync(process.StandardOutput, line, began);
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        Task ended = process.WaitForExitAsync();
        int[] tree = [process.Id];
        for (int look = 0; await Task.WhenAny(ended, Task.Delay(Look)) != ended; look++)
        {
            if (look % LooksAtATree == 0)
                tree = TreeOf(process.Id);
            peak = Math.Max(peak, tree.Sum(Resident));
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (string text, double? toLine) = await output;
        return process.ExitCode == 0
            ? new ProcessTree(text, seconds, peak) { SecondsToLine = toLine ?? seconds }
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}{text}");
    }

    private static async Task<(string Text, double? Seconds)> ReadAsync(StreamReader output, string? wanted, long began)
    {
        var text = new StringBuilder();
        double? seconds = null;
        while (await output.ReadLineAsync() is { } line)
        {
            if (wanted is not null && line.StartsWith(wanted, StringComparison.Ordinal))
                seconds ??= Stopwatch.GetElapsedTime(began).TotalSeconds;
            text.AppendLine(line);
        }

        return (text.ToString(), seconds);
    }

    /// <summary>A process and all that descend from it.</summary>
    private static int[] TreeOf(int root)
    {
        (int Id, int Parent)[] all = [.. Directory.EnumerateDirectories("/proc").Select(ReadParent).OfType<(int, int)>()];
        var tree = new HashSet<int> { root };
        while (all.Any(process => tree.Contains(process.Parent) && tree.Add(process.Id)))
        {
        }

        return [.. tree];
    }

    /// <summary>Null for what is no process, or has ended meanwhile.</summary>
    private static (int Id, int Parent)? ReadParent(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return null;

        // Behind the name, which may hold anything: the state and the parent.
        string? stat = ReadOrNull(Path.Combine(folder, "stat"));
        return stat is null ? null : (id, int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Bytes; 0 for one that has ended meanwhile.</summary>
    private static long Resident(int id) => ReadOrNull($"/proc/{id}/statm") is { } pages
        ? long.Parse(pages.Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : 0;

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
