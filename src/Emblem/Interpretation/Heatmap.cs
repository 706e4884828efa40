using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>Where in a picture the evidence for a class lies: a coarse non-negative grid over the network's view of it.</summary>
/// <param name="Width">Columns of the grid.</param>
/// <param name="Height">Rows of the grid.</param>
/// <param name="Values">Row by row from the top; not scaled, 0 where nothing speaks for the class.</param>
public sealed record Heatmap(int Width, int Height, IReadOnlyList<float> Values)
{
    // A single value says nothing of where. fast.ai draws from 16 cells on; with pictures under 128 pixels that would be never.
    private const int FewestCells = 4;

    /// <summary><inheritdoc cref="Heatmap" path="/param[@name='Values']/node()"/></summary>
    public IReadOnlyList<float> Values { get; init => field = Listing.Of(value); } = Listing.Of(Values);

    /// <summary>Whether nothing in the picture speaks for the class: no value is above 0, or the network's numbers are none.</summary>
    public bool IsEmpty => !Values.All(float.IsFinite) || !Values.Any(value => value > 0);

    /// <summary>Whether the grid is too coarse to say where anything is, as of pictures of 32 pixels in most networks.</summary>
    public bool IsTooCoarse => Values.Count < FewestCells;

    /// <summary>Why it is not drawn, in words; null where it is.</summary>
    internal string? WhyBlank(string ofClass) => IsEmpty ? $"no place speaks for {ofClass}" : IsTooCoarse ? "too small a picture to say where" : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height} places, {Values.DefaultIfEmpty().Min():G3} to {Values.DefaultIfEmpty().Max():G3}");
}
