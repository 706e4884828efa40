namespace Emblem.Cluster;

/// <summary>Exchange by MPI. One thread at a time is inside of it, for a moment: libraries that allow more are rare and slower.</summary>
internal sealed unsafe class MpiLink : IRankLink
{
    private readonly MpiLibrary _mpi;
    private readonly nint _communicator;
    private readonly Lock _inside = new();

    /// <summary>Joins the others; all have to.</summary>
    /// <exception cref="MpiException">It cannot be.</exception>
    public MpiLink(MpiLibrary mpi)
    {
        _mpi = mpi;
        mpi.Begin();
        _communicator = mpi.Duplicate();
        (Rank, Count) = (mpi.RankIn(_communicator), mpi.SizeOf(_communicator));
    }

    public int Rank { get; }

    public int Count { get; }

    public string Name => _mpi.Version;

    public IRankRequest Sum(float* values, int count) => Begin(request => _mpi.Sum(values, count, _mpi.Convention.Single, _communicator, request));

    public IRankRequest Sum(double* values, int count) => Begin(request => _mpi.Sum(values, count, _mpi.Convention.Double, _communicator, request));

    public IRankRequest Gather(byte* given, byte* all, IReadOnlyList<int> counts)
    {
        // Read until the exchange has ended.
        int[] bytes = GC.AllocateArray<int>(2 * counts.Count, pinned: true);
        for (int rank = 0, place = 0; rank < counts.Count; place += counts[rank++])
            (bytes[rank], bytes[counts.Count + rank]) = (counts[rank], place);
        fixed (int* start = bytes)
        {
            int* places = start;
            return Begin(request => _mpi.Gather(given, counts[Rank], all, places, places + counts.Count, _communicator, request), bytes);
        }
    }

    public IRankRequest Broadcast(byte* values, int count, int from) => Begin(request => _mpi.Broadcast(values, count, from, _communicator, request));

    public void Abort(int code) => _mpi.Abort(_communicator, code);

    public void Dispose()
    {
        lock (_inside)
            _mpi.End();
    }

    private Request Begin(Starting start, object? kept = null)
    {
        var request = new Request(this, kept);
        lock (_inside)
            start(request.Handle);
        return request;
    }

    private delegate void Starting(nint* request);

    /// <param name="link">Whose it is.</param>
    /// <param name="kept">What must live as long.</param>
    private sealed class Request(MpiLink link, object? kept) : IRankRequest
    {
        private readonly nint[] _handle = GC.AllocateArray<nint>(1, pinned: true);
        private bool _ended;

        public nint* Handle => (nint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _handle[0]);

        public bool Poll()
        {
            if (_ended)
                return true;
            lock (link._inside)
                _ended = _ended || link._mpi.Test(Handle);
            GC.KeepAlive(kept);
            return _ended;
        }
    }
}
