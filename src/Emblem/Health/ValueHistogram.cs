namespace Emblem.Health;

/// <summary>Counts of whole values from 0 up, for percentiles without sorting.</summary>
internal sealed class ValueHistogram(int values)
{
    private readonly int[] _counts = new int[values];
    private int _all;

    public void Add(int value)
    {
        _counts[value]++;
        _all++;
    }

    /// <summary>The smallest value that at least this share of all values does not exceed; 0 when nothing was counted.</summary>
    public int Percentile(double share)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(share * _all));
        long seen = 0;
        for (int value = 0; value < _counts.Length; value++)
        {
            seen += _counts[value];
            if (seen >= wanted)
                return value;
        }

        return 0;
    }

    /// <summary>The largest share of values that lie within a distance of one and the same value.</summary>
    public double LargestShareWithin(int distance)
    {
        int best = 0;
        for (int middle = 0; middle < _counts.Length; middle++)
            best = Math.Max(best, _counts[Math.Max(0, middle - distance)..Math.Min(_counts.Length, middle + distance + 1)].Sum());
        return _all == 0 ? 1 : (double)best / _all;
    }
}
