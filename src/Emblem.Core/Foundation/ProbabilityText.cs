using System.Globalization;

namespace Emblem.Foundation;

/// <summary>
/// How a model's probability is written for people, in one way everywhere: nothing reads as certain, and nothing as impossible. One of exactly 1 is rounded too, in single
/// precision, and the other classes beside it are not quite 0.
/// </summary>
public static class ProbabilityText
{
    private const int Hundred = 100;
    private const int DigitsOfPercent = 1;
    private const int DigitsOfTables = 3;

    /// <summary>In hundredths with one digit after the point: <c>99.8%</c>, <c>&gt;99.9%</c>, <c>&lt;0.1%</c>.</summary>
    /// <param name="probability">From 0 to 1; a dash stands for what is no number.</param>
    public static string Percent(double probability) => double.IsNaN(probability) ? "–" : $"{Bounded(probability * Hundred, Hundred, DigitsOfPercent)}%";

    /// <summary>As a number: <c>0.998</c>, <c>&gt;0.999</c>, <c>&lt;0.001</c>.</summary>
    /// <param name="probability">From 0 to 1; a dash stands for what is no number.</param>
    /// <param name="digits">After the point.</param>
    public static string Number(double probability, int digits = DigitsOfTables) => double.IsNaN(probability) ? "–" : Bounded(probability, 1, digits);

    private static string Bounded(double value, double whole, int digits)
    {
        double step = Math.Pow(10, -digits);
        string format = $"F{digits}";
        double rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return rounded >= whole ? $">{(whole - step).ToString(format, CultureInfo.InvariantCulture)}"
            : rounded <= 0 ? $"<{step.ToString(format, CultureInfo.InvariantCulture)}"
            : rounded.ToString(format, CultureInfo.InvariantCulture);
    }
}
