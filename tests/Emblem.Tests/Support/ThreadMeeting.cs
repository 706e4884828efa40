namespace Emblem.Tests.Support;

/// <summary>
/// Where threads that stand for ranks meet: each exchange by its number, with what every rank gave. Ranks that begin different exchanges, and a rank that waits for
/// one that has gone, are faults of whoever waits; real processes would stand still.
/// </summary>
internal sealed class ThreadMeeting(int count)
{
    private readonly Dictionary<int, (string Kind, byte[]?[] Given)> _open = [];
    private readonly bool[] _left = new bool[count];

    public int Count => count;

    /// <summary>A rank comes to an exchange.</summary>
    /// <param name="rank">Who.</param>
    /// <param name="number">The rank's exchanges before.</param>
    /// <param name="kind">What it begins.</param>
    /// <param name="given">What it gives.</param>
    public void Come(int rank, int number, string kind, byte[] given)
    {
        lock (_open)
        {
            if (!_open.TryGetValue(number, out (string Kind, byte[]?[] Given) exchange))
                _open[number] = exchange = (kind, new byte[]?[count]);
            if (exchange.Kind != kind)
                throw new InvalidOperationException($"Exchange {number} is '{kind}' for rank {rank}, and '{exchange.Kind}' for another.");
            exchange.Given[rank] = given;
        }
    }

    /// <summary>What all gave, by rank; null as long as one has not come.</summary>
    public byte[][]? Ask(int number)
    {
        lock (_open)
        {
            byte[]?[] given = _open[number].Given;
            for (int rank = 0; rank < count; rank++)
            {
                if (given[rank] is null && _left[rank])
                    throw new InvalidOperationException($"Rank {rank} has left before exchange {number} ({_open[number].Kind}).");
            }

            return given.Contains(null) ? null : [.. given.OfType<byte[]>()];
        }
    }

    /// <summary>A rank comes to nothing any more.</summary>
    public void Leave(int rank)
    {
        lock (_open)
            _left[rank] = true;
    }
}
