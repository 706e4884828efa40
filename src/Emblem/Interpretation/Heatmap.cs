using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>Where in a picture the evidence for a class lies: a coarse non-negative grid over the network's view of it.</summary>
/// <param name="Width">Columns of the grid.</param>
/// <param name="Height">Rows of the grid.</param>
/// <param name="Values">Row by row from the top; not scaled, 0 where nothing speaks for the class.</param>
public sealed record Heatmap(int Width, int Height, IReadOnlyList<float> Values)
{
    /// <summary><inheritdoc cref="Heatmap" path="/param[@name='Values']/node()"/></summary>
    public IReadOnlyList<float> Values { get; init => field = Listing.Of(value); } = Listing.Of(Values);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height} places, {Values.DefaultIfEmpty().Min():G3} to {Values.DefaultIfEmpty().Max():G3}");
}
