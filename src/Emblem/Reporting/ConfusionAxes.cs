using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>What both forms of a confusion matrix have: titles, names at two sides, and one scale of blue.</summary>
internal static class ConfusionAxes
{
    private static readonly SKColor Darkest = SKColor.Parse("#08306B");

    /// <summary>From nearly white to dark blue.</summary>
    /// <param name="share">0 to 1.</param>
    public static SKColor Shade(float share)
    {
        float t = 0.04f + (0.96f * share);
        return new SKColor(Blend(Darkest.Red), Blend(Darkest.Green), Blend(Darkest.Blue));

        byte Blend(byte dark) => (byte)(255 + ((dark - 255) * t));
    }

    /// <summary>A name for each row at the left, and for each column below.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="names">As long as they may be.</param>
    /// <param name="origin">The upper left corner of the cells.</param>
    /// <param name="cell">A cell's side.</param>
    /// <param name="font">Fits into a cell.</param>
    /// <param name="upright">Whether names below run upwards.</param>
    public static void DrawNames(SKCanvas canvas, string[] names, SKPoint origin, float cell, SKFont font, bool upright)
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

    /// <summary>The heading above, and which side is which.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="origin">The upper left corner of the cells.</param>
    /// <param name="side">Of all cells together.</param>
    /// <param name="bottom">Where the lower title stands.</param>
    public static void DrawTitles(SKCanvas canvas, SKPoint origin, float side, float bottom)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont title = ChartFont.OfSize(ChartStyle.TitleSize);
        using SKFont label = ChartFont.OfSize(ChartStyle.LabelSize);
        canvas.DrawText("Confusion matrix", origin.X + (side / 2), 46, SKTextAlign.Center, title, paint);
        canvas.DrawText("predicted", origin.X + (side / 2), bottom, SKTextAlign.Center, label, paint);
        canvas.Save();
        canvas.Translate(38, origin.Y + (side / 2));
        canvas.RotateDegrees(-90);
        canvas.DrawText("actual", 0, 0, SKTextAlign.Center, label, paint);
        canvas.Restore();
    }
}
