using System.Runtime.InteropServices;

namespace Emblem.Cli.Terminal;

/// <summary>
/// Ctrl+C (SIGINT) and SIGTERM as a cancellation token: the first asks the running verb to stop and waits for it however long
/// its clean-up takes, a later one ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Some senders signal both a process and its group; what arrives so soon is the same wish.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _gate = new();
    private long _first;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Stop => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (_first == 0)
                _first = TimeProvider.System.GetTimestamp();
            else if (TimeProvider.System.GetElapsedTime(_first) > Echo)
                Environment.Exit(ExitCode.Cancelled);
        }

        _source.Cancel();
    }
}
