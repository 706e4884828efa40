using System.Globalization;
using System.Runtime.CompilerServices;

namespace Emblem.Imaging;

/// <summary>
/// Argument checks that hand the number back. Each refuses NaN, which the framework's comparisons let through. Used on a
/// property's <c>value</c>, the error names the property.
/// </summary>
internal static class Checked
{
    public static double Finite(
        double value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "") =>
        double.IsFinite(value) ? value : throw Fault(name, member, value, $"a finite number");

    public static double Positive(
        double value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "") =>
        double.IsFinite(value) && value > 0 ? value : throw Fault(name, member, value, $"a finite number above 0");

    /// <summary>From 0 to 1, both included.</summary>
    public static double Fraction(
        double value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "") =>
        Within(value, 0, 1, name, member);

    /// <summary>Both ends included.</summary>
    public static double Within(
        double value,
        double low,
        double high,
        [CallerArgumentExpression(nameof(value))] string name = "",
        [CallerMemberName] string member = "") =>
        value >= low && value <= high ? value : throw Fault(name, member, value, $"a number from {low} to {high}");

    /// <summary>Both ends excluded.</summary>
    public static double Between(
        double value,
        double low,
        double high,
        [CallerArgumentExpression(nameof(value))] string name = "",
        [CallerMemberName] string member = "") =>
        value > low && value < high ? value : throw Fault(name, member, value, $"a number above {low} and below {high}");

    private static ArgumentOutOfRangeException Fault(string name, string member, double value, FormattableString expected) =>
        new(name == "value" ? member : name, value, $"Expected {expected.ToString(CultureInfo.InvariantCulture)}.");
}
