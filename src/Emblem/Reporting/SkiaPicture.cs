using Emblem.Imaging;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>Our pixels for drawing.</summary>
internal static class SkiaPicture
{
    /// <summary>A copy of the picture. The caller disposes.</summary>
    public static SKImage Of(PixelImage picture)
    {
        byte[] rgba = new byte[picture.Width * picture.Height * 4];
        for (int i = 0, j = 0; j < rgba.Length; i += 3, j += 4)
        {
            picture.Pixels.AsSpan(i, 3).CopyTo(rgba.AsSpan(j));
            rgba[j + 3] = byte.MaxValue;
        }

        return SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
    }
}
