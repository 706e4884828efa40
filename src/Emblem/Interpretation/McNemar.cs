using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// Whether one of two models is better on the same pictures, or whether it is chance: McNemar's test (1947). Only the pictures count on which one is right and
/// the other wrong.
/// </summary>
/// <param name="OnlyFirst">Pictures that the first alone has right.</param>
/// <param name="OnlySecond">Pictures that the second alone has right.</param>
/// <param name="Count">All pictures.</param>
public sealed record McNemar(int OnlyFirst, int OnlySecond, int Count)
{
    // Above so many the binomial distribution and its approximation cannot be told apart, and its terms underflow.
    private const int MostExact = 1000;
    private const double TwoSided95 = 1.959963984540054;

    /// <summary>Below it a difference is called real.</summary>
    public const double Significance = 0.05;

    /// <summary>Pictures that one has right and the other wrong.</summary>
    public int Discordant => OnlyFirst + OnlySecond;

    /// <summary>
    /// How often two equally good models would differ at least so much, 0 to 1: the exact binomial probability, for more than 1,000 discordant pictures
    /// by chi-squared with Edwards' correction.
    /// </summary>
    public double PValue => Discordant <= MostExact ? ExactPValue : ApproximatePValue;

    /// <summary>By the binomial distribution, two-sided.</summary>
    public double ExactPValue
    {
        get
        {
            double term = Math.Pow(0.5, Discordant);
            double sum = term;
            for (int i = 1; i <= Math.Min(OnlyFirst, OnlySecond); i++)
                sum += term *= (double)(Discordant - i + 1) / i;
            return Math.Min(1, 2 * sum);
        }
    }

    /// <summary>Chi-squared with Edwards' correction, one degree of freedom.</summary>
    public double ChiSquared => Discordant == 0 ? 0 : Math.Pow(Math.Max(0, Math.Abs(OnlyFirst - OnlySecond) - 1), 2) / Discordant;

    /// <summary>By chi-squared.</summary>
    public double ApproximatePValue => NormalDistribution.TwoSidedTail(Math.Sqrt(ChiSquared));

    /// <summary>By how much more the first has right, as a share of all pictures; 0 without any.</summary>
    public double Difference => Count == 0 ? 0 : (double)(OnlyFirst - OnlySecond) / Count;

    /// <summary>The 95% interval of <see cref="Difference"/>, by Agresti and Min (2005): Wald's with half a picture added to each kind.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            double n = Count + 2;
            double difference = (OnlyFirst - OnlySecond) / n;
            double half = TwoSided95 * Math.Sqrt(Math.Max(0, ((Discordant + 1) / n) - (difference * difference)) / n);
            return (Math.Max(-1, difference - half), Math.Min(1, difference + half));
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ValueText.Count(OnlyFirst)} right in the first alone, {ValueText.Count(OnlySecond)} in the second alone, of {ValueText.Count(Count)}: difference {ValueText.Number(Difference)} "
        + $"(95% interval {ValueText.Number(Interval.Low)} to {ValueText.Number(Interval.High)}), p {ValueText.Number(PValue)}";

    /// <summary>Whether the difference is more than chance would make one time of twenty.</summary>
    public bool IsReal => PValue < Significance;
}
