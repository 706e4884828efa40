namespace Emblem.Foundation;

/// <summary>A number that, with 95% confidence, at most 5% of further values of a kind exceed: a one-sided tolerance bound.</summary>
internal static class ToleranceBound
{
    private const double Share = 0.05;
    private const double Doubt = 0.05;
    private const double OneSided95 = 1.6448536269514722;

    // Far enough for any bound to be the share itself; beyond, powers of it would vanish.
    private const int MostIndependent = 10_000;

    /// <summary>
    /// From 59 independent values on, an order statistic: so many of the largest may exceed it that chance gives as few in one of twenty cases (Wilks 1941).
    /// Of fewer even the largest is too low; there it is mean plus k deviations of a normal distribution, by Natrella's approximation of k (1963; 2.21 for 30
    /// values, 2.88 for 10), and never below the largest.
    /// </summary>
    /// <param name="values">Not empty, finite.</param>
    /// <param name="independent">How many of them say something of their own, at least 5: copies of one picture are one.</param>
    public static double Upper(IReadOnlyList<double> values, int independent)
    {
        double[] sorted = [.. values.Order()];
        int exceeding = MostExceeding(independent);
        if (exceeding >= 0)
            return sorted[^(1 + (int)((long)exceeding * sorted.Length / independent))];
        double mean = sorted.Average();
        double deviation = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, sorted.Length - 1));
        return Math.Max(sorted[^1], mean + (NormalFactor(independent) * deviation));
    }

    /// <summary>How many of so many may exceed the bound; −1 where none may, and the bound lies above all of them.</summary>
    internal static int MostExceeding(int count)
    {
        int independent = Math.Min(count, MostIndependent);
        double chance = Math.Pow(1 - Share, independent);
        double sum = 0;
        int exceeding = -1;
        while (sum + chance <= Doubt)
        {
            sum += chance;
            exceeding++;
            chance *= (double)(independent - exceeding) / (exceeding + 1) * (Share / (1 - Share));
        }

        return count == independent ? exceeding : (int)((long)exceeding * count / independent);
    }

    private static double NormalFactor(int count)
    {
        double square = OneSided95 * OneSided95;
        double a = 1 - (square / (2 * (count - 1)));
        double b = square - (square / count);
        return (OneSided95 + Math.Sqrt(square - (a * b))) / a;
    }
}
