namespace Emblem.Compute.Memory;

/// <summary>
/// Places blocks in a range of addresses: each where it leaves the least over ("best fit"), and freed neighbours become one again. It never touches the
/// memory itself. For callers that take turns.
/// </summary>
/// <param name="start">The range's first address.</param>
/// <param name="size">Its length in bytes.</param>
internal sealed class BlockHeap(nint start, long size)
{
    /// <summary>Sizes are rounded up to it: a page.</summary>
    public const int Unit = 4096;

    private readonly SortedSet<(long Size, nint Start)> _free = [(size, start)];
    private readonly Dictionary<nint, long> _freeByStart = new() { [start] = size };
    private readonly Dictionary<nint, long> _freeByEnd = new() { [start + (nint)size] = size };
    private readonly Dictionary<nint, long> _taken = [];

    /// <summary>Free pieces, largest last; two of them never touch.</summary>
    public IEnumerable<(nint Start, long Size)> Free => _free.Select(piece => (piece.Start, piece.Size));

    /// <summary>Whether the address lies in the range, in a block or not.</summary>
    public bool Covers(nint address) => address >= start && address - start < size;

    /// <summary>A block of so many bytes or a little more; 0 where no free piece is large enough.</summary>
    public nint Take(long bytes)
    {
        long wanted = (bytes + Unit - 1) / Unit * Unit;
        using SortedSet<(long Size, nint Start)>.Enumerator fits = _free.GetViewBetween((wanted, 0), (long.MaxValue, nint.MaxValue)).GetEnumerator();
        if (!fits.MoveNext())
            return 0;
        (long found, nint at) = fits.Current;
        Remove(at, found);
        if (found > wanted)
            Add(at + (nint)wanted, found - wanted);
        _taken[at] = wanted;
        return at;
    }

    /// <summary>Frees a block by its first address.</summary>
    /// <exception cref="ArgumentException">No block begins there.</exception>
    public void Give(nint block)
    {
        if (!_taken.Remove(block, out long length))
            throw new ArgumentException($"No block begins at {block:x}.", nameof(block));
        nint from = block;
        if (_freeByEnd.TryGetValue(block, out long before))
        {
            from -= (nint)before;
            Remove(from, before);
            length += before;
        }

        if (_freeByStart.TryGetValue(from + (nint)length, out long after))
        {
            Remove(from + (nint)length, after);
            length += after;
        }

        Add(from, length);
    }

    private void Add(nint at, long length)
    {
        _free.Add((length, at));
        _freeByStart[at] = length;
        _freeByEnd[at + (nint)length] = length;
    }

    private void Remove(nint at, long length)
    {
        _free.Remove((length, at));
        _freeByStart.Remove(at);
        _freeByEnd.Remove(at + (nint)length);
    }
}
