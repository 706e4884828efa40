using System.Globalization;
using Emblem.Health;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>A level bar a class, largest first: pictures without a finding in blue, with one in orange.</summary>
internal static class ClassBars
{
    private const int MostClasses = 14;
    private const float LongestName = 200;
    private const float Margin = 24;
    private const float Top = 56;
    private const float CountWidth = 64;
    private const float LegendHeight = 40;

    public static void Draw(SKCanvas canvas, SKRect place, IReadOnlyList<ClassHealth> classes)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont title = ChartFont.OfSize(ChartStyle.LabelSize);
        canvas.DrawText("Pictures by class", place.MidX, place.Top + 30, SKTextAlign.Center, title, paint);
        ClassHealth[] shown = [.. classes.OrderByDescending(found => found.Count).Take(MostClasses)];
        if (shown.Length == 0)
            return;
        float row = Math.Min(48, (place.Height - Top - LegendHeight) / (shown.Length + (classes.Count > shown.Length ? 1 : 0)));
        using SKFont font = ChartFont.OfSize(Math.Clamp(row * 0.6f, 11, 16));
        string[] names = [.. shown.Select(found => ChartFont.Fit(found.Name, font, LongestName))];
        float left = place.Left + Margin + names.Max(name => font.MeasureText(name)) + 10;
        float scale = (place.Right - left - CountWidth) / Math.Max(1, shown[0].Count);
        foreach ((int i, ClassHealth found) in shown.Index())
        {
            float y = place.Top + Top + (i * row);
            float middle = y + (row / 2) + (font.Size * 0.36f);
            DrawText(canvas, names[i], left - 10, middle, SKTextAlign.Right, font, paint);
            float good = (found.Count - found.Troubled) * scale;
            Fill(canvas, SKRect.Create(left, y + (row * 0.14f), good, row * 0.72f), ChartStyle.Blue, paint);
            Fill(canvas, SKRect.Create(left + good, y + (row * 0.14f), found.Troubled * scale, row * 0.72f), ChartStyle.Orange, paint);
            string count = found.Count.ToString(CultureInfo.InvariantCulture);
            DrawText(canvas, count, left + (found.Count * scale) + 8, middle, SKTextAlign.Left, font, paint);
        }

        if (classes.Count > shown.Length)
            DrawText(canvas, $"… and {classes.Count - shown.Length} more", left, place.Top + Top + ((shown.Length + 0.7f) * row), SKTextAlign.Left, font, paint);
        DrawLegend(canvas, place, paint);
    }

    private static void DrawLegend(SKCanvas canvas, SKRect place, SKPaint paint)
    {
        using SKFont font = ChartFont.OfSize(14);
        float x = place.Left + Margin;
        float y = place.Bottom - 14;
        foreach ((string text, ScottPlot.Color colour) in (ReadOnlySpan<(string, ScottPlot.Color)>)[("nothing found", ChartStyle.Blue), ("worth a look", ChartStyle.Orange)])
        {
            Fill(canvas, SKRect.Create(x, y - 12, 14, 14), colour, paint);
            DrawText(canvas, text, x + 20, y, SKTextAlign.Left, font, paint);
            x += 44 + font.MeasureText(text);
        }
    }

    private static void Fill(SKCanvas canvas, SKRect place, ScottPlot.Color colour, SKPaint paint)
    {
        paint.Color = new SKColor(colour.R, colour.G, colour.B);
        canvas.DrawRect(place, paint);
    }

    private static void DrawText(SKCanvas canvas, string text, float x, float y, SKTextAlign align, SKFont font, SKPaint paint)
    {
        paint.Color = ChartStyle.Ink;
        canvas.DrawText(text, x, y, align, font, paint);
    }
}
