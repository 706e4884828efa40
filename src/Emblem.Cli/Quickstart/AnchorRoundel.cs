using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>Southport's emblem: an anchor over waves, in a ring set with beads.</summary>
internal static class AnchorRoundel
{
    private const float Rim = 0.80f;

    public static void DrawWhole(SKCanvas canvas, ColourScheme scheme)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = scheme.Border };
        canvas.DrawCircle(0, 0, 1, paint);
        paint.Color = scheme.Charge;
        for (int bead = 0; bead < 28; bead++)
        {
            (float sin, float cos) = MathF.SinCos(MathF.Tau * bead / 28);
            canvas.DrawCircle(0.9f * cos, 0.9f * sin, 0.036f, paint);
        }

        using var inside = new SKPath();
        inside.AddCircle(0, 0, Rim);
        canvas.Save();
        canvas.ClipPath(inside, antialias: true);
        paint.Color = scheme.Field;
        canvas.DrawCircle(0, 0, 1, paint);
        DrawWaves(canvas, scheme);
        DrawAnchor(canvas, scheme, top: -0.60f, scale: 0.92f);
        canvas.Restore();
    }

    public static void DrawCharge(SKCanvas canvas, ColourScheme scheme) => DrawAnchor(canvas, scheme, top: -0.95f, scale: 1.45f);

    private static void DrawAnchor(SKCanvas canvas, ColourScheme scheme, float top, float scale)
    {
        canvas.Save();
        canvas.Translate(0, top);
        canvas.Scale(scale);
        using var stroke = new SKPaint
        {
            IsAntialias = true,
            Color = scheme.Charge,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 0.13f,
            StrokeCap = SKStrokeCap.Round,
        };
        canvas.DrawLine(0, 0.24f, 0, 1.20f, stroke);
        canvas.DrawLine(-0.28f, 0.40f, 0.28f, 0.40f, stroke);
        canvas.DrawArc(new SKRect(-0.50f, 0.20f, 0.50f, 1.22f), 12, 156, useCenter: false, stroke);
        stroke.StrokeWidth = 0.09f;
        canvas.DrawCircle(0, 0.12f, 0.11f, stroke);

        using var fill = new SKPaint { IsAntialias = true, Color = scheme.Charge };
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            using var fluke = new SKPath();
            fluke.MoveTo(side * 0.56f, 0.60f);
            fluke.LineTo(side * 0.66f, 0.94f);
            fluke.LineTo(side * 0.33f, 0.84f);
            fluke.Close();
            canvas.DrawPath(fluke, fill);
        }

        canvas.Restore();
    }

    private static void DrawWaves(SKCanvas canvas, ColourScheme scheme)
    {
        using var stroke = new SKPaint { IsAntialias = true, Color = scheme.Border, Style = SKPaintStyle.Stroke, StrokeWidth = 0.075f };
        for (int row = 0; row < 3; row++)
        {
            float y = 0.34f + (0.17f * row);
            using var wave = new SKPath();
            wave.MoveTo(-1.08f + (0.09f * row), y);
            for (int crest = 0; crest < 6; crest++)
                wave.RCubicTo(0.12f, -0.17f, 0.24f, 0.17f, 0.36f, 0);
            canvas.DrawPath(wave, stroke);
        }
    }
}
