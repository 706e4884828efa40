namespace Emblem.Foundation;

/// <summary>NaN and infinity are no results: what compares, writes or shows numbers takes them as not measured.</summary>
internal static class FiniteNumbers
{
    /// <summary>The number; null where it is NaN or infinite, or there is none.</summary>
    public static double? OrNull(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
