namespace Emblem.Cluster;

/// <summary>
/// How ranks exchange bytes and numbers. Every rank begins the same exchanges in the same order, from one thread; each goes on as <see cref="IRankRequest.Poll"/>
/// is called, from any thread. Memory that was given is the exchange's until it has ended.
/// </summary>
internal unsafe interface IRankLink : IDisposable
{
    /// <summary>This process's number, from 0.</summary>
    int Rank { get; }

    /// <summary>Processes that work together.</summary>
    int Count { get; }

    /// <summary>What carries it, for people.</summary>
    string Name { get; }

    /// <summary>Sums of all ranks, in the place of what is given; the same bits on every rank.</summary>
    IRankRequest Sum(float* values, int count);

    /// <inheritdoc cref="Sum(float*, int)"/>
    IRankRequest Sum(double* values, int count);

    /// <summary>What every rank gives, one behind the other.</summary>
    /// <param name="given">This rank's.</param>
    /// <param name="all">Room for all.</param>
    /// <param name="counts">Bytes of each rank.</param>
    IRankRequest Gather(byte* given, byte* all, IReadOnlyList<int> counts);

    /// <summary>What one rank has, to all.</summary>
    IRankRequest Broadcast(byte* values, int count, int from);

    /// <summary>Ends all ranks at once, this one too.</summary>
    void Abort(int code);
}

/// <summary>An exchange that is under way.</summary>
internal interface IRankRequest
{
    /// <summary>Goes on with it, and says whether it has ended.</summary>
    bool Poll();
}
