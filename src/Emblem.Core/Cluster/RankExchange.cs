using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Emblem.Cluster;

/// <summary>
/// Results of some work on many items, of which every rank does a share. They travel in beats: each rank gives what it has finished since the last one, so nobody
/// waits for a rank that still works before it goes on with its own, and faults come to all within a beat.
/// </summary>
/// <param name="ranks">Who works.</param>
/// <param name="format">How a result travels.</param>
/// <param name="results">Room for the results of all.</param>
/// <param name="took">Told of each result of another rank, in no order; between two beats, by the thread that exchanges.</param>
internal sealed class RankExchange<T>(Ranks ranks, RankFormat<T> format, T[] results, Action<int, T>? took)
{
    /// <summary>How often results travel, while there is work.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);

    // All ranks' together: each has what all give in memory at once.
    private const int BytesOfABeat = 256 << 20;

    private readonly ConcurrentQueue<int> _finished = [];
    private ExceptionDispatchInfo? _fault;
    private int _known;

    /// <summary>Whether all results are here.</summary>
    public bool IsDone => _known == results.Length;

    /// <summary>The items of this rank, every <see cref="Ranks.Count"/>th: of files that lie together each rank has as many.</summary>
    public int OwnCount => (results.Length - ranks.Rank + ranks.Count - 1) / ranks.Count;

    /// <summary>Where one of them is among all.</summary>
    public int PlaceOf(int own) => (own * ranks.Count) + ranks.Rank;

    /// <summary>A result of this rank.</summary>
    public void Finish(int place, T result)
    {
        results[place] = result;
        _finished.Enqueue(place);
    }

    /// <summary>Gives what is finished, and takes what the others give.</summary>
    /// <param name="own">This rank's work, whose fault becomes everybody's.</param>
    public void Exchange(Task own)
    {
        IReadOnlyList<byte[]> all = ranks.Share(() =>
        {
            _fault?.Throw();
            if (own.IsFaulted || own.IsCanceled)
                own.GetAwaiter().GetResult();
            return Pack();
        });
        for (int rank = 0; rank < all.Count; rank++)
            Unpack(all[rank], isOwn: rank == ranks.Rank);
    }

    /// <summary>All have all results, unless one could not take them.</summary>
    public void End() => ranks.Share(() =>
    {
        _fault?.Throw();
        return [];
    });

    private byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        while (bytes.Length < BytesOfABeat / ranks.Count && _finished.TryDequeue(out int place))
        {
            writer.Write(place);
            format.Write(writer, results[place]);
        }

        return bytes.ToArray();
    }

    private void Unpack(byte[] bytes, bool isOwn)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        while (reader.BaseStream.Position < bytes.Length)
        {
            int place = reader.ReadInt32();
            T result = format.Read(reader);
            _known++;
            if (isOwn)
                continue;
            results[place] = result;
            Tell(place, result);
        }
    }

    /// <summary>A fault waits for the next exchange, where all hear of it.</summary>
    private void Tell(int place, T result)
    {
        try
        {
            if (_fault is null)
                took?.Invoke(place, result);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }
}
