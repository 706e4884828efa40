using System.Globalization;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>How grids tell a model's answers: in words, and in two colours.</summary>
internal static class AnswerText
{
    /// <summary>Such as <c>predicted (0.92): cat</c>: the class comes last, since a long one is cut at its end.</summary>
    /// <param name="role">Whose class it is.</param>
    /// <param name="probability">Of the class; left out where it is no number.</param>
    /// <param name="ofClass">The class.</param>
    public static string Of(string role, double probability, string ofClass) =>
        double.IsFinite(probability) ? $"{role} ({Number(probability)}): {ofClass}" : $"{role}: {ofClass}";

    public static string Number(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "none";

    public static SKColor ColourOf(bool isRight) => isRight ? ChartStyle.Right : ChartStyle.Wrong;
}
