namespace Emblem.Interpretation;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The probability of being at least so far from 0 on either side; by series below 3, by a continued fraction above. Exact to 1e-14 of its value.</summary>
    public static double TwoSidedTail(double distance)
    {
        double x = Math.Abs(distance);
        return x < 3 ? 1 - (2 * Density(x) * Series(x)) : 2 * Density(x) * Fraction(x);
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>x + x³/3 + x⁵/(3·5) + …</summary>
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int i = 3; term > sum * 1e-17; i += 2)
            sum += term *= x * x / i;
        return sum;
    }

    /// <summary>1/(x + 1/(x + 2/(x + 3/(x + …))))</summary>
    private static double Fraction(double x)
    {
        double tail = x;
        for (int i = 200; i >= 1; i--)
            tail = x + (i / tail);
        return 1 / tail;
    }
}
