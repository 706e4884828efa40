using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>
/// Mean and standard deviation of each colour channel, for pixels scaled to 0..1. A network sees <c>(pixel − mean) / std</c>.
/// Equal when all numbers are equal.
/// </summary>
public sealed record ImageStatistics
{
    /// <summary>Creates statistics for red, green and blue.</summary>
    /// <param name="mean">Three means, in the scale 0..1.</param>
    /// <param name="std">Three standard deviations, above 0.</param>
    /// <exception cref="ArgumentException">Not three numbers, one is not finite, or a deviation is not above 0.</exception>
    public ImageStatistics(IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        if (mean.Count != 3 || std.Count != 3)
            throw new ArgumentException($"Expected 3 means and 3 deviations (one a channel), got {mean.Count} and {std.Count}.");
        if (!mean.All(float.IsFinite) || !std.All(value => float.IsFinite(value) && value > 0))
        {
            throw new ArgumentException(
                $"Expected finite means and deviations above 0, got {string.Join(", ", mean)} and {string.Join(", ", std)}.");
        }

        Mean = [.. mean];
        Std = [.. std];
    }

    /// <summary>ImageNet's: what most published weights were trained with; fast.ai's <c>imagenet_stats</c>.</summary>
    public static ImageStatistics ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>One half throughout, which maps 0..1 to −1..1.</summary>
    public static ImageStatistics Half { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>Mean 0 and deviation 1: leaves pixels in 0..1.</summary>
    public static ImageStatistics Unchanged { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>Means of red, green, blue in the scale 0..1.</summary>
    public IReadOnlyList<float> Mean { get; private init => field = Listing.Of(value); }

    /// <summary>Standard deviations of red, green, blue in the scale 0..1.</summary>
    public IReadOnlyList<float> Std { get; private init => field = Listing.Of(value); }

    /// <summary>True when all six numbers are equal.</summary>
    public bool Equals(ImageStatistics? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && Std.SequenceEqual(other.Std);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (float value in Mean.Concat(Std))
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
