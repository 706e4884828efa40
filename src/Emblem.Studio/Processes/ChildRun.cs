using System.Diagnostics;
using Emblem.Runs;
using Emblem.Studio.Words;

namespace Emblem.Studio.Processes;

/// <summary>A child that was started by this process, and its last words. What it prints is read away: a full pipe would hold it up.</summary>
public sealed class ChildRun
{
    private const int KeptLines = 12;
    private const int SignalBase = 128;
    private const int Segv = 11;
    private const int Abort = 6;
    private const int Kill = 9;

    // What it said just before it ended may still be in the pipe; a child of its own may hold that open for ever.
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ManualResetEventSlim _saidAll = new();
    private readonly Queue<string> _last = new();

    public ChildRun(Process process)
    {
        _process = process;
        Identity = RunProcess.Of(process);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Which process it is.</summary>
    public RunProcess Identity { get; }

    /// <summary>Whether it has not ended.</summary>
    public bool IsGoing => !_process.HasExited;

    /// <summary>How it ended, in a sentence; null while it goes on, or where it ended well.</summary>
    public string? Ending => IsGoing || _process.ExitCode == 0 ? null : Words(_process.ExitCode);

    /// <summary>What it said last on its error stream.</summary>
    public IReadOnlyList<string> LastWords
    {
        get
        {
            if (!IsGoing)
                _saidAll.Wait(Echo);
            lock (_last)
                return [.. _last];
        }
    }

    /// <summary>What an exit code means.</summary>
    public static string Words(int code) => code switch
    {
        SignalBase + Segv or SignalBase + Abort => Text.Of(TrainWords.EndedByCrash, code),
        SignalBase + Kill => Text.Of(TrainWords.EndedByKill, code),
        _ => Text.Of(TrainWords.EndedByCode, code),
    };

    private void Keep(string? line)
    {
        if (line is null)
            _saidAll.Set();
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > KeptLines)
                _last.Dequeue();
        }
    }
}
