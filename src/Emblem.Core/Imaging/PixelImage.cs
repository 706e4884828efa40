using System.Globalization;

namespace Emblem.Imaging;

/// <summary>
/// A decoded picture: 8-bit sRGB, three interleaved channels, upright, rows from the top. The one pixel type of the project;
/// everything between decoder and network reads it.
/// </summary>
public sealed class PixelImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Red, green, blue, … : <c>width × height × 3</c> bytes.</param>
    /// <exception cref="ArgumentException">The sizes and the number of bytes do not fit together.</exception>
    public PixelImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height * 3)
        {
            throw new ArgumentException(
                $"A {width}×{height} picture needs {(long)width * height * 3} bytes, got {pixels.LongLength}.", nameof(pixels));
        }

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, row by row from the top: <c>Width × Height × 3</c> bytes, not a copy.</summary>
    public byte[] Pixels { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height} pixels");
}
