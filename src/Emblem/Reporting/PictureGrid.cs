using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>Pictures in rows and columns, each with its caption below, under one title.</summary>
internal static class PictureGrid
{
    /// <summary>A panel's side, and the room of a line of its caption, in pixels.</summary>
    public const int Panel = 280;

    private const int Gap = 24;
    private const int Between = 8;
    private const int TitleHeight = 72;
    private const float LineHeight = 1.4f;
    private const float Frame = 5;

    /// <param name="title">Above all.</param>
    /// <param name="cells">What is shown, row by row. All are as wide as the one with most panels.</param>
    /// <param name="columns">As near to a square as the number of pictures allows by default.</param>
    public static byte[] Draw(string title, IReadOnlyList<GridCell> cells, int? columns = null)
    {
        int panels = cells.Count == 0 ? 1 : cells.Max(cell => cell.Panels.Count);
        int cellWidth = (panels * (Panel + Between)) - Between;
        return Draw(title, cells, columns ?? Math.Max(1, (int)Math.Ceiling(Math.Sqrt((double)cells.Count / panels))), cellWidth);
    }

    private static byte[] Draw(string title, IReadOnlyList<GridCell> cells, int columns, int cellWidth)
    {
        int rows = (cells.Count + columns - 1) / columns;
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        int lines = cells.Count == 0 ? 0 : cells.Max(cell => cell.PanelLines + cell.Caption.Count);
        int step = (int)(Panel + (lines * font.Size * LineHeight) + Gap);
        return ChartStyle.Png((columns * (cellWidth + Gap)) + Gap, TitleHeight + (rows * step) + Gap, canvas =>
        {
            using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
            using SKFont large = ChartFont.OfSize(ChartStyle.TitleSize);
            float width = (columns * (cellWidth + Gap)) - Gap;
            canvas.DrawText(ChartFont.Fit(title, large, width), Gap + (width / 2), 46, SKTextAlign.Center, large, paint);
            foreach ((int i, GridCell cell) in cells.Index())
                DrawCell(canvas, cell, Gap + (i % columns * (cellWidth + Gap)), TitleHeight + (i / columns * step), font);
        });
    }

    private static void DrawCell(SKCanvas canvas, GridCell cell, int x, int y, SKFont font)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = cell.Colour ?? ChartStyle.Ink };
        foreach ((int i, GridPanel panel) in cell.Panels.Index())
        {
            int left = x + (i * (Panel + Between));
            SKRect place = DrawPicture(canvas, panel, left, y);
            if (cell.Colour is { } colour)
            {
                using var frame = new SKPaint { IsStroke = true, StrokeWidth = Frame, Color = colour };
                canvas.DrawRect(SKRect.Inflate(place, -Frame / 2, -Frame / 2), frame);
            }

            DrawLines(canvas, panel.Caption, 0, (left, y, Panel), font, paint);
        }

        int width = (cell.Panels.Count * (Panel + Between)) - Between;
        DrawLines(canvas, cell.Caption, cell.PanelLines, (x, y, width), font, paint);
    }

    private static void DrawLines(
        SKCanvas canvas, IReadOnlyList<string> lines, int above, (int X, int Y, int Width) place, SKFont font, SKPaint paint)
    {
        foreach ((int i, string line) in lines.Index())
        {
            float bottom = place.Y + Panel + (font.Size * LineHeight * (above + i + 1));
            canvas.DrawText(ChartFont.Fit(line, font, place.Width), place.X + (place.Width / 2f), bottom, SKTextAlign.Center, font, paint);
        }
    }

    private static SKRect DrawPicture(SKCanvas canvas, GridPanel panel, int x, int y)
    {
        using SKImage image = SkiaPicture.Of(panel.Picture);
        float scale = Math.Min((float)Panel / image.Width, (float)Panel / image.Height);
        float width = image.Width * scale;
        float height = image.Height * scale;
        var place = SKRect.Create(x + ((Panel - width) / 2), y + ((Panel - height) / 2), width, height);
        var sampling = new SKSamplingOptions(scale < 1 ? SKFilterMode.Linear : SKFilterMode.Nearest, scale < 1 ? SKMipmapMode.Linear : SKMipmapMode.None);
        canvas.DrawImage(image, place, scale is > 1 and < 3 ? new SKSamplingOptions(SKCubicResampler.Mitchell) : sampling);
        panel.Overlay?.Invoke(canvas, place);
        return place;
    }
}
