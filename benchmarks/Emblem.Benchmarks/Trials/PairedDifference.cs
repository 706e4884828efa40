namespace Emblem.Benchmarks.Trials;

/// <summary>The mean of differences between two variants with the same pictures and seeds, with Student's 95% interval.</summary>
/// <param name="Mean">Candidate less baseline.</param>
/// <param name="HalfWidth">Of the interval; NaN for fewer than two differences.</param>
internal readonly record struct PairedDifference(double Mean, double HalfWidth)
{
    // Student's t at 0.975 for 1 to 9 degrees of freedom, as in any table of it.
    private static readonly double[] Quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    public static PairedDifference Of(IReadOnlyList<double> differences)
    {
        double mean = differences.Average();
        int freedom = differences.Count - 1;
        if (freedom < 1)
            return new PairedDifference(mean, double.NaN);
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / freedom;
        return new PairedDifference(mean, Quantiles[Math.Min(freedom, Quantiles.Length) - 1] * Math.Sqrt(variance / differences.Count));
    }
}
