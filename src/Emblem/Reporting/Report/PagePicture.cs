using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using SkiaSharp;

namespace Emblem.Reporting.Report;

/// <summary>Pictures within a page, as small JPEG files: about 8 KB each.</summary>
internal static class PagePicture
{
    /// <summary>The longer side of a thumbnail, in pixels.</summary>
    public const int Side = 180;

    private const int Quality = 70;

    /// <summary>A file's thumbnail; null where it is gone or can no longer be read.</summary>
    public static string? Of(string file)
    {
        try
        {
            return Of(ThumbnailReader.Read(RegularFile.ReadAllBytes(file), Side).View);
        }
        catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A view, as large as it is up to <see cref="Side"/>.</summary>
    public static string Of(PixelImage view)
    {
        int longer = Math.Max(view.Width, view.Height);
        return longer <= Side ? Source(ImageCodec.EncodeJpeg(view, Quality)) : Of(view, null);
    }

    /// <summary>A view with the evidence for a class over it.</summary>
    public static string Of(PixelImage view, Heatmap? heatmap)
    {
        float scale = Math.Min(1, (float)Side / Math.Max(view.Width, view.Height));
        var place = SKRect.Create(Math.Max(1, (int)(view.Width * scale)), Math.Max(1, (int)(view.Height * scale)));
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)place.Width, (int)place.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKImage picture = SkiaPicture.Of(view);
        surface.Canvas.DrawImage(picture, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        if (heatmap is not null)
            HeatmapOverlay.Draw(surface.Canvas, place, heatmap);
        using SKImage shown = surface.Snapshot();
        using SKData jpeg = shown.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return Source(jpeg.ToArray());
    }

    private static string Source(byte[] jpeg) => $"data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}";
}
