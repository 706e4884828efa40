using System.Globalization;

namespace Emblem.Interpretation;

/// <summary>One kind of mistake.</summary>
/// <param name="Actual">The true class.</param>
/// <param name="Predicted">What it was taken for.</param>
/// <param name="Count">How often.</param>
public sealed record ConfusedPair(string Actual, string Predicted, int Count)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Actual} taken for {Predicted}: {Count}");
}
