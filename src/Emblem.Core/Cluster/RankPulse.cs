using System.Collections.Concurrent;

namespace Emblem.Cluster;

/// <summary>
/// Keeps exchanges going that nobody waits for yet: MPI libraries move bytes only while somebody asks. A thread that sleeps nearly all of the time, so that it takes
/// nothing from whoever computes; it is made with the first exchange.
/// </summary>
internal sealed class RankPulse : IDisposable
{
    // A look moves as much as lies in the network's buffers: 0.5 MB a millisecond is enough for networks of 4 Gbit/s, and whoever waits looks all the time.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly BlockingCollection<IRankRequest> _requests = [];
    private Thread? _thread;

    public void Keep(IRankRequest request)
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "Emblem ranks" };
            _thread.Start();
        }

        _requests.Add(request);
    }

    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread?.Join();
        _requests.Dispose();
    }

    private void Run()
    {
        foreach (IRankRequest request in _requests.GetConsumingEnumerable())
        {
            while (!_requests.IsAddingCompleted && !request.Poll())
                Thread.Sleep(Pause);
        }
    }
}
