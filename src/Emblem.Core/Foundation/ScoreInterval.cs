namespace Emblem.Foundation;

/// <summary>
/// What a proportion of right answers really says: the score and the interval in which the true one lies. 38 right of 40 is
/// 0.95, and anything from 0.83 to 0.99 is compatible with it.
/// </summary>
/// <param name="Right">Right answers.</param>
/// <param name="Count">All answers.</param>
/// <param name="Low">The lower end, 0 to 1.</param>
/// <param name="High">The upper end, 0 to 1.</param>
public readonly record struct ScoreInterval(int Right, int Count, double Low, double High)
{
    private const double TwoSided95 = 1.959963984540054;

    /// <summary>Right divided by count; 0 when there is nothing to count.</summary>
    public double Score => Count == 0 ? 0 : (double)Right / Count;

    /// <summary>
    /// The 95% Wilson score interval (Wilson 1927), which holds its promise for small counts and for scores near 0 or 1 where
    /// the usual ± formula does not. For no answers at all it is 0 to 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or more are right than there are.</exception>
    public static ScoreInterval Wilson(int right, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(right, count);
        if (count == 0)
            return new ScoreInterval(0, 0, 0, 1);
        double n = count;
        double p = right / n;
        double z2 = TwoSided95 * TwoSided95;
        double centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        double half = TwoSided95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return new ScoreInterval(
            right,
            count,
            right == 0 ? 0 : Math.Max(0, centre - half),
            right == count ? 1 : Math.Min(1, centre + half));
    }
}
