using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>How much of red, green and blue a sum takes: one row of a <see cref="ColourMatrix"/>.</summary>
/// <param name="Red">Of red.</param>
/// <param name="Green">Of green.</param>
/// <param name="Blue">Of blue.</param>
public readonly record struct ColourWeights(double Red, double Green, double Blue)
{
    /// <summary>Both together.</summary>
    public static ColourWeights operator +(ColourWeights left, ColourWeights right) =>
        new(left.Red + right.Red, left.Green + right.Green, left.Blue + right.Blue);

    /// <summary>All three times as much.</summary>
    public static ColourWeights operator *(ColourWeights weights, double factor) =>
        new(weights.Red * factor, weights.Green * factor, weights.Blue * factor);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
