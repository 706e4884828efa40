using System.Globalization;

namespace Emblem.Foundation;

/// <summary>How a probability is written for people, in one way everywhere: nothing below certain reads as certain, and nothing possible as impossible.</summary>
public static class ProbabilityText
{
    private const int Hundred = 100;
    private const int DigitsOfPercent = 1;
    private const int DigitsOfTables = 3;

    /// <summary>In hundredths with one digit after the point: <c>99.8%</c>, <c>&gt;99.9%</c>, <c>100%</c> for 1 alone.</summary>
    /// <param name="probability">From 0 to 1; a dash stands for what is none.</param>
    public static string Percent(double probability) => double.IsNaN(probability) ? "–" : $"{(probability is <= 0 or >= 1 ? (probability * Hundred).ToString("0", CultureInfo.InvariantCulture) : Bounded(probability * Hundred, Hundred, DigitsOfPercent))}%";

    /// <summary>As a number: <c>0.998</c>, <c>&gt;0.999</c>, <c>1.000</c> for 1 alone.</summary>
    /// <param name="probability">From 0 to 1; a dash stands for what is none.</param>
    /// <param name="digits">After the point.</param>
    public static string Number(double probability, int digits = DigitsOfTables) => double.IsNaN(probability) ? "–" : Bounded(probability, 1, digits);

    private static string Bounded(double value, double whole, int digits)
    {
        double step = Math.Pow(10, -digits);
        string format = $"F{digits}";
        double rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return value < whole && rounded >= whole ? $">{(whole - step).ToString(format, CultureInfo.InvariantCulture)}"
            : value > 0 && rounded <= 0 ? $"<{step.ToString(format, CultureInfo.InvariantCulture)}"
            : rounded.ToString(format, CultureInfo.InvariantCulture);
    }
}
