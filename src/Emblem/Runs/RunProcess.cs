using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>
/// The process that trains a run, as <see cref="RunFolder.Process"/> keeps it while it does: what tells a run that goes on from one whose process is gone. Numbers of
/// processes are given again, so when it started counts too.
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started.</param>
/// <param name="Machine">Where.</param>
public sealed partial record RunProcess(int Id, DateTimeOffset Started, string Machine)
{
    private const int Sigterm = 15;

    // Systems count from their own start, which a process reckons by the clock.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>This process.</summary>
    public static RunProcess Current
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return Of(self);
        }
    }

    /// <summary>Whether it is there still. Of another machine's nothing can be told, and the answer is no.</summary>
    public bool IsAlive
    {
        get
        {
            using Process? found = Find();
            return found is not null;
        }
    }

    /// <summary>Bytes of physical memory that it holds; null when it is gone.</summary>
    public long? Memory
    {
        get
        {
            using Process? found = Find();
            return found?.WorkingSet64;
        }
    }

    /// <summary>A process that was started.</summary>
    public static RunProcess Of(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return new RunProcess(process.Id, process.StartTime.ToUniversalTime(), Environment.MachineName);
    }

    /// <summary>The process that trained last in a folder; null where the run has ended, or nothing is known.</summary>
    public static RunProcess? Read(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        NotTrimmableException.ThrowIfTrimmed("processes of runs");
        try
        {
            return File.Exists(folder.Process) ? JsonSerializer.Deserialize<RunProcess>(File.ReadAllText(folder.Process), SnakeCaseJson.Options) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Says in a run's folder that this process trains it.</summary>
    public void Write(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicFile.WriteText(folder.Process, writer => writer.WriteLine(JsonSerializer.Serialize(new { Id, Started, Machine }, SnakeCaseJson.Options)));
    }

    /// <summary>
    /// Asks it to stop, as Ctrl+C does: what it trained is kept, and it ends when that is written. Where a system cannot ask, it is ended; then the last checkpoint is kept.
    /// </summary>
    /// <returns>Whether it was there.</returns>
    public bool Stop()
    {
        using Process? found = Find();
        if (found is null)
            return false;
        if (OperatingSystem.IsWindows())
            found.Kill();
        else
            _ = Signal(Id, Sigterm);
        return true;
    }

    /// <summary>Whether it is this very process.</summary>
    internal bool IsCurrent => Id == Environment.ProcessId && IsAlive;

    /// <inheritdoc/>
    public override string ToString() => $"process {ValueText.Count(Id)} on {Machine}";

    private Process? Find()
    {
        if (Machine != Environment.MachineName || IsLeftover())
            return null;
        Process? found = null;
        try
        {
            found = Process.GetProcessById(Id);
            if (!found.HasExited && (found.StartTime.ToUniversalTime() - Started).Duration() < Tolerance)
                return found;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It is gone, or another user's.
        }

        found?.Dispose();
        return null;
    }

    /// <summary>Whether it has ended and nobody has asked how: the system keeps its number as if it were there.</summary>
    private bool IsLeftover()
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{ValueText.Count(Id)}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
