using System.Diagnostics;
using Emblem.Foundation;

namespace Emblem.Studio.Processes;

/// <summary>Heavy work of one kind in a process of its own, one at a time: what it does to itself costs the page nothing. It outlives the tab that began it.</summary>
/// <param name="options">How this program is started once more.</param>
/// <param name="changed">Called on any thread when there is something new to show.</param>
internal sealed class ChildWork(StudioOptions options, Action changed) : IDisposable
{
    private readonly Lock _gate = new();
    private Process? _process;
    private bool _isStopped;

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _process is not null;

    /// <summary>How far it is, in its own words.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Why the latest one failed; null for one that did not, or that somebody stopped.</summary>
    public string? Fault { get; private set; }

    /// <summary>Begins, unless one goes on already.</summary>
    /// <param name="arguments">The verb and what follows.</param>
    public void Start(params string[] arguments)
    {
        lock (_gate)
        {
            if (_process is not null)
                return;
            (Said, Fault, _isStopped) = ("", null, false);
            try
            {
                _process = new ChildProgram(options.Program).Begin(arguments);
                _ = FollowAsync(_process);
            }
            catch (EmblemException fault)
            {
                (_process, Fault) = (null, fault.Message);
            }
        }

        changed();
    }

    /// <summary>Ends it; what it has written stays.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _process?.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Stop();

    private async Task FollowAsync(Process process)
    {
        string lastFault = "";
        await Task.WhenAll(
            ReadAsync(process.StandardOutput, line =>
            {
                Said = line;
                changed();
            }),
            ReadAsync(process.StandardError, line => lastFault = line)).ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        lock (_gate)
        {
            Fault = process.ExitCode == 0 || _isStopped ? null : lastFault.Length > 0 ? lastFault : $"The process ended with {process.ExitCode}.";
            _process = null;
            process.Dispose();
        }

        changed();
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> said)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
                said(line);
        }
    }
}
