using System.Diagnostics;

namespace Emblem.Acquisition;

/// <summary>
/// The time that one address may take with all its attempts. Stands still while the address waits for its turn, so that a long queue at one
/// host costs nobody an attempt.
/// </summary>
internal sealed class DownloadBudget : IDisposable
{
    private readonly TimeSpan _total;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _source;
    private TimeSpan _spent;
    private long _since;

    /// <param name="total">All the time there is.</param>
    /// <param name="stop">Ends the budget early.</param>
    public DownloadBudget(TimeSpan total, CancellationToken stop)
    {
        (_total, _stop) = (total, stop);
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Cancelled when the time is up or the run stops.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled when the run stops.</summary>
    public CancellationToken Stop => _stop;

    public TimeSpan Spent => _spent + (_since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_since));

    public TimeSpan Left => _total - Spent;

    public void Pause()
    {
        (_spent, _since) = (Spent, 0);
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Resume()
    {
        _since = Stopwatch.GetTimestamp();
        _source.CancelAfter(_total > _spent ? _total - _spent : TimeSpan.Zero);
    }

    public void Dispose() => _source.Dispose();
}
