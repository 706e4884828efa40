using System.Globalization;
using Emblem.Interpretation;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>How often each class was taken for each other: rows actual, columns predicted, darker is more of the row.</summary>
public static class ConfusionMatrixChart
{
    private const float LongestName = 220;
    private const float Margin = 70;
    private static readonly SKColor Darkest = SKColor.Parse("#08306B");

    /// <summary>Writes the chart as PNG.</summary>
    public static void Write(string path, ConfusionMatrix matrix) => ChartStyle.Write(path, Draw(matrix));

    /// <summary>The chart as PNG; its size grows with the number of classes.</summary>
    public static byte[] Draw(ConfusionMatrix matrix)
    {
        int count = matrix.Classes.Count;
        float cell = Math.Clamp(620f / count, 34, 200);
        using SKFont font = ChartFont.OfSize(Math.Clamp(cell * 0.36f, 13, ChartStyle.LabelSize));
        string[] names = [.. matrix.Classes.Select(name => ChartFont.Fit(name, font, LongestName))];
        float nameWidth = names.Max(name => font.MeasureText(name));
        bool upright = nameWidth > cell - 8;
        var origin = new SKPoint(Margin + nameWidth + 14, Margin + 10);
        int width = (int)(origin.X + (cell * count) + 40);
        int height = (int)(origin.Y + (cell * count) + (upright ? nameWidth : font.Size) + 90);
        return ChartStyle.Png(Math.Max(width, 460), height, canvas =>
        {
            DrawCells(canvas, matrix, origin, cell, font);
            DrawNames(canvas, names, origin, cell, font, upright);
            DrawTitles(canvas, origin, cell * count, height);
        });
    }

    private static void DrawCells(SKCanvas canvas, ConfusionMatrix matrix, SKPoint origin, float cell, SKFont font)
    {
        using var paint = new SKPaint { IsAntialias = true };
        int count = matrix.Classes.Count;
        for (int row = 0; row < count; row++)
        {
            int all = Enumerable.Range(0, count).Sum(column => matrix[row, column]);
            for (int column = 0; column < count; column++)
            {
                float share = all == 0 ? 0 : (float)matrix[row, column] / all;
                float x = origin.X + (column * cell);
                float y = origin.Y + (row * cell);
                paint.Color = Mix(share);
                canvas.DrawRect(x + 1, y + 1, cell - 2, cell - 2, paint);
                paint.Color = share > 0.5f ? SKColors.White : ChartStyle.Ink;
                string text = matrix[row, column].ToString(CultureInfo.InvariantCulture);
                if (matrix[row, column] > 0 || count <= 12)
                    canvas.DrawText(text, x + (cell / 2), y + (cell / 2) + (font.Size * 0.36f), SKTextAlign.Center, font, paint);
            }
        }
    }

    private static void DrawNames(SKCanvas canvas, string[] names, SKPoint origin, float cell, SKFont font, bool upright)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        float below = origin.Y + (cell * names.Length) + 10;
        for (int i = 0; i < names.Length; i++)
        {
            float middle = (i * cell) + (cell / 2) + (font.Size * 0.36f);
            canvas.DrawText(names[i], origin.X - 10, origin.Y + middle, SKTextAlign.Right, font, paint);
            if (!upright)
            {
                canvas.DrawText(names[i], origin.X + (i * cell) + (cell / 2), below + font.Size, SKTextAlign.Center, font, paint);
                continue;
            }

            canvas.Save();
            canvas.Translate(origin.X + middle, below);
            canvas.RotateDegrees(-90);
            canvas.DrawText(names[i], 0, 0, SKTextAlign.Right, font, paint);
            canvas.Restore();
        }
    }

    private static void DrawTitles(SKCanvas canvas, SKPoint origin, float side, int height)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont title = ChartFont.OfSize(ChartStyle.TitleSize);
        using SKFont label = ChartFont.OfSize(ChartStyle.LabelSize);
        canvas.DrawText("Confusion matrix", origin.X + (side / 2), 46, SKTextAlign.Center, title, paint);
        canvas.DrawText("predicted", origin.X + (side / 2), height - 22, SKTextAlign.Center, label, paint);
        canvas.Save();
        canvas.Translate(38, origin.Y + (side / 2));
        canvas.RotateDegrees(-90);
        canvas.DrawText("actual", 0, 0, SKTextAlign.Center, label, paint);
        canvas.Restore();
    }

    /// <summary>From nearly white to dark blue.</summary>
    private static SKColor Mix(float share)
    {
        float t = 0.04f + (0.96f * share);
        return new SKColor(Blend(Darkest.Red), Blend(Darkest.Green), Blend(Darkest.Blue));

        byte Blend(byte dark) => (byte)(255 + ((dark - 255) * t));
    }
}
