using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>What may differ between equal runs, as <c>run.json</c> keeps it: dates, durations, the machine, and what could not be made there.</summary>
internal sealed record RunRecord(DateTimeOffset Started, DateTimeOffset Finished, int Workers)
{
    public double Seconds => Math.Round((Finished - Started).TotalSeconds, 1);

    public IReadOnlyList<PieceMissing> Missing { get; init; } = [];

    /// <summary>The most bytes of physical memory that the process held; null in an earlier version's.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>Those that trained together; null for a process alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RankRecord? Ranks { get; init; }

    public string Host { get; init; } = Environment.MachineName;

    public string System { get; init; } = RuntimeInformation.OSDescription;

    public string Processor { get; init; } = RuntimeInformation.ProcessArchitecture.ToString();

    public int Processors { get; init; } = Environment.ProcessorCount;

    public string Runtime { get; init; } = RuntimeInformation.FrameworkDescription;

    /// <summary>What a run wrote; null where there is none that can be read.</summary>
    public static RunRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), SnakeCaseJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What this process has held at most so far.</summary>
    public static long PeakNow()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.WriteLine(JsonSerializer.Serialize(this, SnakeCaseJson.Indented)));
}
