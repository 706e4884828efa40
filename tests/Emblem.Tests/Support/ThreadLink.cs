using System.Numerics;
using System.Runtime.InteropServices;
using Emblem.Cluster;

namespace Emblem.Tests.Support;

/// <summary>One rank's way to the others of a <see cref="ThreadMeeting"/>. Sums are added in the order of the ranks.</summary>
internal sealed unsafe class ThreadLink(ThreadMeeting meeting, int rank) : IRankLink
{
    private int _begun;

    public int Rank => rank;

    public int Count => meeting.Count;

    public string Name => "threads";

    /// <summary>The code that this rank ended all with; null for none.</summary>
    public int? Aborted { get; private set; }

    public IRankRequest Sum(float* values, int count) => Begin($"a sum of {count} singles", new Span<byte>(values, count * sizeof(float)), all => Add(all, values, count));

    public IRankRequest Sum(double* values, int count) => Begin($"a sum of {count} doubles", new Span<byte>(values, count * sizeof(double)), all => Add(all, values, count));

    public IRankRequest Gather(byte* given, byte* all, IReadOnlyList<int> counts) => Begin(
        $"a gathering of {string.Join(" + ", counts)} bytes", new Span<byte>(given, counts[rank]), parts => parts.SelectMany(part => part).ToArray().CopyTo(new Span<byte>(all, counts.Sum())));

    public IRankRequest Broadcast(byte* values, int count, int from) => Begin(
        $"{count} bytes of rank {from}", new Span<byte>(values, count), all => all[from].CopyTo(new Span<byte>(values, count)));

    public void Abort(int code)
    {
        Aborted = code;
        meeting.Leave(rank);
    }

    public void Dispose() => meeting.Leave(rank);

    private static void Add<T>(byte[][] all, T* values, int count)
        where T : unmanaged, INumber<T>
    {
        new Span<T>(values, count).Clear();
        foreach (byte[] part in all)
        {
            ReadOnlySpan<T> own = MemoryMarshal.Cast<byte, T>(part);
            for (int i = 0; i < count; i++)
                values[i] += own[i];
        }
    }

    private Request Begin(string kind, Span<byte> given, Action<byte[][]> take)
    {
        int number = _begun++;
        meeting.Come(rank, number, kind, given.ToArray());
        return new Request(() => meeting.Ask(number), take);
    }

    private sealed class Request(Func<byte[][]?> ask, Action<byte[][]> take) : IRankRequest
    {
        private readonly Lock _taking = new();
        private bool _ended;

        public bool Poll()
        {
            lock (_taking)
            {
                if (!_ended && ask() is { } all)
                {
                    take(all);
                    _ended = true;
                }

                return _ended;
            }
        }
    }
}
