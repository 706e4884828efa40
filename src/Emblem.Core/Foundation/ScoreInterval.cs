using System.Globalization;

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
        (double low, double high) = WilsonBounds((double)right / count, count);
        return new ScoreInterval(right, count, low, high);
    }

    /// <summary>The same of a share that need not be a whole number of answers, such as a mean over repetitions.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="count">Above 0: what as many independent answers would tell.</param>
    internal static (double Low, double High) WilsonBounds(double share, double count)
    {
        double z2 = TwoSided95 * TwoSided95;
        double centre = (share + (z2 / (2 * count))) / (1 + (z2 / count));
        double half = TwoSided95 / (1 + (z2 / count)) * Math.Sqrt((share * (1 - share) / count) + (z2 / (4 * count * count)));
        return (share == 0 ? 0 : Math.Max(0, centre - half), share == 1 ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>
    /// The 95% interval for answers that stand or fall together in groups, such as copies of one picture: percentiles of the score over 2000
    /// resamplings of whole groups (the cluster bootstrap of Efron and Tibshirani 1993). Where all are right, or none, resampling shows no
    /// spread; there it is Wilson's for as many answers as there are groups.
    /// </summary>
    /// <param name="groups">Right answers and all answers of each group.</param>
    /// <param name="random">Draws the groups; equal streams give equal intervals.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or more are right than there are.</exception>
    public static ScoreInterval Bootstrap(IReadOnlyList<(int Right, int Count)> groups, RandomStream random)
    {
        const int resamplings = 2000;
        const int tail = resamplings / 40;
        foreach ((int right, int count) in groups)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(right, nameof(groups));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(right, count, nameof(groups));
        }

        (int allRight, int all) = (groups.Sum(group => group.Right), groups.Sum(group => group.Count));
        if (allRight == 0 || allRight == all)
            return Wilson(allRight == 0 ? 0 : groups.Count, groups.Count) with { Right = allRight, Count = all };
        double[] scores = [.. Enumerable.Range(0, resamplings).Select(_ => Resample(groups, random)).Order()];
        return new ScoreInterval(allRight, all, scores[tail - 1], scores[^tail]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score:0.000} ({Right} of {Count}; 95% interval {Low:0.000} to {High:0.000})");

    private static double Resample(IReadOnlyList<(int Right, int Count)> groups, RandomStream random)
    {
        (int right, int count) = (0, 0);
        for (int i = 0; i < groups.Count; i++)
        {
            (int groupRight, int groupCount) = groups[random.NextInt(groups.Count)];
            right += groupRight;
            count += groupCount;
        }

        return (double)right / count;
    }
}
