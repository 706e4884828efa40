using Emblem.Imaging;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>Pictures in rows and columns, each with its caption below, under one title.</summary>
internal static class PictureGrid
{
    private const int Cell = 280;
    private const int Gap = 24;
    private const int TitleHeight = 72;

    /// <param name="title">Above all.</param>
    /// <param name="cells">Each a picture, its caption's lines, and what is laid over it, if anything.</param>
    /// <param name="columns">As near to a square as the number of pictures allows by default.</param>
    public static byte[] Draw(string title, IReadOnlyList<GridCell> cells, int? columns = null) =>
        Draw(title, cells, columns ?? Math.Max(1, (int)Math.Ceiling(Math.Sqrt(cells.Count))));

    private static byte[] Draw(string title, IReadOnlyList<GridCell> cells, int columns)
    {
        int rows = (cells.Count + columns - 1) / columns;
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        int lines = cells.Count == 0 ? 0 : cells.Max(cell => cell.Caption.Count);
        int step = (int)(Cell + (lines * font.Size * 1.4f) + Gap);
        return ChartStyle.Png((columns * (Cell + Gap)) + Gap, TitleHeight + (rows * step) + Gap, canvas =>
        {
            using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
            using SKFont large = ChartFont.OfSize(ChartStyle.TitleSize);
            float width = (columns * (Cell + Gap)) - Gap;
            canvas.DrawText(ChartFont.Fit(title, large, width), Gap + (width / 2), 46, SKTextAlign.Center, large, paint);
            foreach ((int i, GridCell cell) in cells.Index())
                DrawCell(canvas, cell, Gap + (i % columns * (Cell + Gap)), TitleHeight + (i / columns * step), font, paint);
        });
    }

    private static void DrawCell(SKCanvas canvas, GridCell cell, int x, int y, SKFont font, SKPaint paint)
    {
        using SKImage image = SkiaPicture.Of(cell.Picture);
        float scale = Math.Min((float)Cell / image.Width, (float)Cell / image.Height);
        float width = image.Width * scale;
        float height = image.Height * scale;
        var place = SKRect.Create(x + ((Cell - width) / 2), y + ((Cell - height) / 2), width, height);
        var sampling = new SKSamplingOptions(scale < 1 ? SKFilterMode.Linear : SKFilterMode.Nearest, scale < 1 ? SKMipmapMode.Linear : SKMipmapMode.None);
        canvas.DrawImage(image, place, scale is > 1 and < 3 ? new SKSamplingOptions(SKCubicResampler.Mitchell) : sampling, paint);
        cell.Overlay?.Invoke(canvas, place);
        for (int line = 0; line < cell.Caption.Count; line++)
        {
            canvas.DrawText(
                ChartFont.Fit(cell.Caption[line], font, Cell), x + (Cell / 2f), y + Cell + (font.Size * 1.4f * (line + 1)), SKTextAlign.Center, font, paint);
        }
    }
}

/// <summary>One picture of a grid.</summary>
internal sealed record GridCell(PixelImage Picture, IReadOnlyList<string> Caption, Action<SKCanvas, SKRect>? Overlay = null);
