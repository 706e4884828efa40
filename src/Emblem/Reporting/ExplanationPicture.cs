using Emblem.Export;
using Emblem.Imaging;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>A picture with the evidence for a class over it, as fast.ai draws it, without words: for pages that say these themselves.</summary>
public static class ExplanationPicture
{
    // A small view is drawn larger, so that its map is as smooth as that of a large one.
    private const int LeastSide = 384;

    /// <summary>Draws it as PNG. A map that says nothing leaves the picture as it is.</summary>
    /// <param name="explanation">From <see cref="PictureExplainer.Explain"/>.</param>
    public static byte[] Draw(PictureExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        PixelImage view = explanation.View;
        int times = Math.Max(1, (int)Math.Ceiling((double)LeastSide / Math.Max(view.Width, view.Height)));
        var place = SKRect.Create(view.Width * times, view.Height * times);
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)place.Width, (int)place.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKImage picture = SkiaPicture.Of(view);
        surface.Canvas.DrawImage(picture, place, new SKSamplingOptions(SKCubicResampler.CatmullRom));
        HeatmapOverlay.Draw(surface.Canvas, place, explanation.Heatmap);
        using SKPixmap drawn = surface.PeekPixels();
        return ChartStyle.Encode(drawn);
    }
}
