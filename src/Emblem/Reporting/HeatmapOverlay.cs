using Emblem.Interpretation;
using ScottPlot;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>Lays a heatmap over a picture as fast.ai does: magma, bilinear, six tenths opaque, scaled to its own range.</summary>
internal static class HeatmapOverlay
{
    private const byte Opacity = 153;

    /// <summary>Nothing where the map says nothing: scaled to its own range it would only darken the picture.</summary>
    public static void Draw(SKCanvas canvas, SKRect place, Heatmap map)
    {
        if (map.IsEmpty || map.IsTooCoarse)
            return;
        float low = map.Values.Min();
        float range = Math.Max(map.Values.Max() - low, float.Epsilon);
        var magma = new ScottPlot.Colormaps.Magma();
        byte[] rgba = new byte[map.Values.Count * 4];
        foreach ((int i, float value) in map.Values.Index())
        {
            Color colour = magma.GetColor((value - low) / range);
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]) = (colour.R, colour.G, colour.B, byte.MaxValue);
        }

        using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(map.Width, map.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha(Opacity) };
        canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear), paint);
    }
}
