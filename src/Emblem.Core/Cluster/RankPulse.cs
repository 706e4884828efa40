using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Emblem.Cluster;

/// <summary>
/// Keeps exchanges going that nobody waits for yet: MPI libraries move bytes only while somebody asks. A thread that sleeps nearly all of the time, so that it takes
/// nothing from whoever computes; it is made with the first exchange.
/// </summary>
internal sealed partial class RankPulse : IDisposable
{
    // A look moves a piece of what is under way, over TCP some 128 KB. Beside threads that compute, the system lets this one in every few milliseconds at best, whatever
    // it sleeps: so it looks several times then, for a microsecond or two where there is nothing. Whoever waits looks all the time.
    private const uint PauseMicroseconds = 250;
    private const int Looks = 16;

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
            while (!_requests.IsAddingCompleted && !HasEnded(request))
                Pause();
        }
    }

    private static bool HasEnded(IRankRequest request)
    {
        for (int look = 0; look < Looks; look++)
        {
            if (request.Poll())
                return true;
        }

        return false;
    }

    /// <summary>.NET sleeps for a millisecond at least.</summary>
    private static void Pause()
    {
        if (!OperatingSystem.IsLinux() || Sleep(PauseMicroseconds) != 0)
            Thread.Sleep(1);
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
