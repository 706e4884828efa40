using System.Diagnostics;

namespace Emblem.Cluster;

/// <summary>
/// Waits for an exchange. At first it only looks again, since most are over in microseconds; then it lets other threads of this core work, pictures are read
/// there; then it sleeps in between, which costs at most a millisecond more.
/// </summary>
internal static class RankWait
{
    private static readonly TimeSpan WithoutPause = TimeSpan.FromMicroseconds(100);

    private static readonly TimeSpan Awake = TimeSpan.FromMilliseconds(3);

    // Ranks agree on a stop within a batch; whoever waits longer waits for one that is gone.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(20);

    /// <exception cref="OperationCanceledException">A stop was asked for, and the exchange does not end.</exception>
    public static void For(IRankRequest request, CancellationToken stop)
    {
        long began = Stopwatch.GetTimestamp();
        long? stopped = null;
        while (!request.Poll())
        {
            TimeSpan waited = Stopwatch.GetElapsedTime(began);
            if (waited < WithoutPause)
                Thread.SpinWait(10);
            else if (waited < Awake)
                Thread.Yield();
            else
                Thread.Sleep(1);
            if (!stop.IsCancellationRequested)
                continue;
            stopped ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(stopped.Value) > AfterStop)
                throw new OperationCanceledException("Another rank does not answer any more.", stop);
        }
    }
}
