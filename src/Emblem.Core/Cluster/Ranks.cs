using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Cluster;

/// <summary>
/// The processes of one job that work together, as <c>mpirun</c> or <c>srun</c> started them: this one's number, and what all of them exchange. What is said here of
/// "all" is asked of every rank in the same order, from one thread; each call waits for the others. To be disposed by every rank, at the end of its work.
/// </summary>
/// <remarks>The exchange is MPI's, by whichever library the system has: Open MPI, MPICH and its family, or one of the MPI 5 interface.</remarks>
public sealed class Ranks : IDisposable
{
    private readonly IRankLink _link;
    private readonly RankPulse _pulse = new();
    private readonly double _share;
    private readonly int _first;
    private CancellationToken _stop;
    private long _waited;
    private long _bytes;

    internal Ranks(IRankLink link)
    {
        _link = link;
        string place = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}\n{RankCores.OfThisProcess()}\n{Environment.ProcessId}");
        string[][] places = [.. Gather(Encoding.UTF8.GetBytes(place)).Select(one => Encoding.UTF8.GetString(one).Split('\n'))];
        Hosts = Listing.Of<string>([.. places.Select(one => one[0])]);
        _first = int.Parse(places[0][2], CultureInfo.InvariantCulture);
        _share = RankCores.ShareOf(Hosts, [.. places.Select(place => place[1])], Rank);
    }

    /// <summary>This process's number, from 0. The first one speaks and writes for all.</summary>
    public int Rank => _link.Rank;

    /// <summary>Processes that work together, at least 2 where <see cref="Join"/> found any.</summary>
    public int Count => _link.Count;

    /// <summary>Whether this is the one that speaks and writes.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Whether the first one's process has ended, as far as it can be seen from here: on another machine it cannot.</summary>
    public bool HasLostFirst => Hosts[0] == Hosts[Rank] && !IsFirst && ProcessLife.HasEnded(_first);

    /// <summary>The machine of each rank.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Ranks on this one's machine, itself included.</summary>
    public int OnThisHost => Hosts.Count(host => host == Hosts[Rank]);

    /// <summary>The library that carries it.</summary>
    public string Library => _link.Name;

    /// <summary>Time that this rank's work stood still for an exchange.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, _waited);

    /// <summary>Bytes that this rank has given to exchanges. What goes over a network is up to twice as much: a sum comes back.</summary>
    public long BytesGiven => _bytes;

    /// <summary>Processes that this one was started together with, itself included: 1 where nobody started several. Loads nothing.</summary>
    public static int Started => RankLaunch.Size(Environment.GetEnvironmentVariable);

    /// <summary>
    /// The ranks that this process was started with, by <c>mpirun</c>, <c>srun</c> and whatever sets the same variables; null for a process that was started
    /// alone: then nothing of MPI is looked for or loaded.
    /// </summary>
    /// <exception cref="MpiException">There are others, and no MPI to talk to them.</exception>
    public static Ranks? Join()
    {
        if (Started <= 1)
            return null;
        var ranks = new Ranks(new MpiLink(MpiLibrary.Open(RankLaunch.Libraries(Environment.GetEnvironmentVariable))));

        // Programs that this one starts, such as those that decode pictures, inherit the environment and are no ranks.
        Environment.SetEnvironmentVariable(RankLaunch.LibraryVariable, RankLaunch.Off);
        return ranks;
    }

    /// <summary>
    /// How many of the processors or cores that this process may use are its own: those that other ranks may use too are divided among them. What computes or
    /// decodes at once in a rank, by default.
    /// </summary>
    /// <param name="processors">Those that it may use.</param>
    /// <returns>At least 1.</returns>
    public int ShareOf(int processors) => RankCores.Of(_share, processors);

    /// <summary>Adds numbers of all ranks up, in their place; every rank has the same bits.</summary>
    public unsafe void Sum(Span<double> values)
    {
        fixed (double* start = values)
            Wait(_link.Sum(start, values.Length), values.Length * sizeof(double));
    }

    /// <summary>What every rank gives, by rank.</summary>
    internal IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> given)
    {
        int[] counts = [.. Lengths(given.Length)];
        byte[] all = Gather(given, counts);
        var parts = new byte[Count][];
        for (int rank = 0, from = 0; rank < Count; from += counts[rank++])
            parts[rank] = all[from..(from + counts[rank])];
        return parts;
    }

    /// <summary>What the first rank has, to all.</summary>
    /// <param name="value">On the first rank what to give; of no meaning on others.</param>
    public unsafe byte[] Broadcast(byte[] value)
    {
        Span<double> length = [IsFirst ? value.Length : 0];
        Sum(length);
        byte[] shared = IsFirst ? value : new byte[(int)length[0]];
        fixed (byte* start = shared)
            Wait(_link.Broadcast(start, shared.Length, 0), IsFirst ? shared.Length : 0);
        return shared;
    }

    /// <summary>
    /// Does this rank's part of some work, and gives what every rank made of its own, by rank. Where one fails or is stopped, all do: nobody waits for what does
    /// not come.
    /// </summary>
    /// <param name="make">This rank's part; exchanges nothing.</param>
    /// <exception cref="EmblemException">A part failed on some rank; the message is that rank's, the lowest one's of several.</exception>
    /// <exception cref="OperationCanceledException">A rank was stopped.</exception>
    internal IReadOnlyList<byte[]> Share(Func<byte[]> make)
    {
        RankAnswer own = RankAnswer.Of(make);
        RankAnswer[] all = [.. Gather(own.ToBytes()).Select(RankAnswer.Read)];
        own.Rethrow();
        for (int rank = 0; rank < all.Length; rank++)
            all[rank].ThrowFor($"rank {rank} on {Hosts[rank]}");
        return [.. all.Select(answer => answer.Made)];
    }

    /// <summary>Does something on the first rank alone, and gives what it made to all; where it fails, all do.</summary>
    /// <inheritdoc cref="Share"/>
    internal byte[] FromFirst(Func<byte[]> make) => Share(() => IsFirst ? make() : [])[0];

    /// <summary><see cref="Share"/> of what is made already, or will be: no thread that others may need stands still meanwhile.</summary>
    internal async Task<IReadOnlyList<byte[]>> ShareAsync(Task<byte[]> made)
    {
        await Task.WhenAny(made).ConfigureAwait(false);
        return await Task.Factory.StartNew(
            () => Share(() => made.GetAwaiter().GetResult()), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <summary>Comes back when every rank has come here.</summary>
    public void Meet() => Sum([0]);

    /// <summary>From now on a wait ends with <see cref="OperationCanceledException"/> some seconds after a stop was asked for: another rank may be gone.</summary>
    public void StopWaiting(CancellationToken stop) => _stop = stop;

    /// <summary>Ends every rank at once with this exit code, this one too: for a fault that only this one has met.</summary>
    public void Abort(int code) => _link.Abort(code);

    /// <summary>Waits for the others to come to their end too, and leaves.</summary>
    public void Dispose()
    {
        _pulse.Dispose();
        _link.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"rank {ValueText.Count(Rank)} of {ValueText.Count(Count)} on {string.Join(", ", Hosts.Distinct())}";

    /// <summary>Begins to add floats of all ranks up, in their place, while this rank goes on.</summary>
    /// <param name="values">Theirs until <see cref="End"/>.</param>
    /// <param name="count">How many.</param>
    internal unsafe IRankRequest BeginSum(float* values, int count)
    {
        IRankRequest request = _link.Sum(values, count);
        _bytes += (long)count * sizeof(float);
        _pulse.Keep(request);
        return request;
    }

    /// <summary>Waits for an exchange that was begun.</summary>
    internal void End(IRankRequest request) => Wait(request, 0);

    private IEnumerable<int> Lengths(int own)
    {
        double[] lengths = new double[Count];
        lengths[Rank] = own;
        Sum(lengths);
        return lengths.Sum() <= Array.MaxLength
            ? lengths.Select(length => (int)length)
            : throw new EmblemException($"{lengths.Sum():0} bytes were to be exchanged at once; {Array.MaxLength} can be.");
    }

    private unsafe byte[] Gather(ReadOnlySpan<byte> given, int[] counts)
    {
        byte[] all = new byte[counts.Sum()];

        // An empty array has no address, and MPI may look at one.
        fixed (byte* own = given.IsEmpty ? MemoryMarshal.AsBytes<int>(counts) : given)
        fixed (byte* start = all.Length == 0 ? new byte[1] : all)
            Wait(_link.Gather(own, start, counts), given.Length);
        return all;
    }

    private void Wait(IRankRequest request, long bytes)
    {
        _bytes += bytes;
        long began = Stopwatch.GetTimestamp();
        RankWait.For(request, _stop);
        _waited += Stopwatch.GetTimestamp() - began;
    }
}
