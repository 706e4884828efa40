using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>A rectangle of a picture, in its pixels; whole numbers lie between pixels.</summary>
/// <param name="Left">Where it begins, 0 being the picture's left edge.</param>
/// <param name="Top">Where it begins, 0 being the picture's upper edge.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct PictureWindow(double Left, double Top, double Width, double Height)
{
    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
