using Emblem.Foundation;

namespace Emblem.Training.Mixing;

/// <summary>
/// Random shares: X / (X + Y) of two gamma numbers by Marsaglia and Tsang (2000). Kept as logarithms, since for small shapes both are often
/// too small for a double, and their ratio is not.
/// </summary>
internal static class BetaDistribution
{
    /// <summary>A number from 0 to 1.</summary>
    public static double Draw(double alpha, double beta, RandomStream random) =>
        1 / (1 + Math.Exp(-(LogGamma(alpha, random) - LogGamma(beta, random))));

    /// <summary>The logarithm of a gamma number of scale 1.</summary>
    private static double LogGamma(double shape, RandomStream random)
    {
        // A shape below 1 takes the number for one more, times a power of a uniform one.
        if (shape < 1)
            return LogGamma(shape + 1, random) + (Math.Log(1 - random.NextDouble()) / shape);
        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = random.NextNormal();
            double cube = Math.Pow(1 + (c * normal), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
                return Math.Log(d * cube);
        }
    }
}
