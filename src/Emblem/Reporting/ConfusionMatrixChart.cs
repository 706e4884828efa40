using System.Globalization;
using Emblem.Interpretation;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// How often each class was taken for each other: rows actual, columns predicted, darker is more of the row. Up to forty classes each cell has its count; more
/// are a heat map of at most 1200 pixels a side, beside the commonest mistakes.
/// </summary>
public static class ConfusionMatrixChart
{
    // Cells of 34 pixels: what is larger is scrolled, not looked at.
    private const int MostCounted = 40;

    private const float LongestName = 220;
    private const float Margin = 70;

    /// <summary>Writes the chart: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, ConfusionMatrix matrix) => Drawing(matrix).Write(path);

    /// <summary>The chart as PNG; its size grows with the number of classes up to about 1800 × 1600 pixels.</summary>
    public static byte[] Draw(ConfusionMatrix matrix) => Drawing(matrix).ToPng();

    internal static ChartDrawing Drawing(ConfusionMatrix matrix) => matrix.Classes.Count > MostCounted ? ConfusionHeatMap.Drawing(matrix) : Counted(matrix);

    private static ChartDrawing Counted(ConfusionMatrix matrix)
    {
        int count = matrix.Classes.Count;
        float cell = Math.Clamp(620f / count, 34, 200);
        float size = Math.Clamp(cell * 0.36f, 13, ChartStyle.LabelSize);
        using SKFont font = ChartFont.OfSize(size);
        string[] names = [.. matrix.Classes.Select(name => ChartFont.Fit(name, font, LongestName))];
        float nameWidth = names.Max(name => font.MeasureText(name));
        bool upright = nameWidth > cell - 8;
        var origin = new SKPoint(Margin + nameWidth + 14, Margin + 10);
        int width = (int)(origin.X + (cell * count) + 40);
        int height = (int)(origin.Y + (cell * count) + (upright ? nameWidth : size) + 90);
        return new ChartDrawing(Math.Max(width, 460), height, canvas =>
        {
            using SKFont drawn = ChartFont.OfSize(size);
            DrawCells(canvas, matrix, origin, cell, drawn);
            ConfusionAxes.DrawNames(canvas, names, origin, cell, drawn, upright);
            ConfusionAxes.DrawTitles(canvas, origin, cell * count, height - 22);
        });
    }

    private static void DrawCells(SKCanvas canvas, ConfusionMatrix matrix, SKPoint origin, float cell, SKFont font)
    {
        using var paint = new SKPaint { IsAntialias = true };
        int count = matrix.Classes.Count;
        for (int row = 0; row < count; row++)
        {
            int all = matrix.CountOf(row);
            for (int column = 0; column < count; column++)
            {
                float share = all == 0 ? 0 : (float)matrix[row, column] / all;
                float x = origin.X + (column * cell);
                float y = origin.Y + (row * cell);
                paint.Color = ConfusionAxes.Shade(share);
                canvas.DrawRect(x + 1, y + 1, cell - 2, cell - 2, paint);
                paint.Color = share > 0.5f ? SKColors.White : ChartStyle.CellInk;
                string text = matrix[row, column].ToString(CultureInfo.InvariantCulture);
                if (matrix[row, column] > 0 || count <= 12)
                    canvas.DrawText(text, x + (cell / 2), y + (cell / 2) + (font.Size * 0.36f), SKTextAlign.Center, font, paint);
            }
        }
    }
}
