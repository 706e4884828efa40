using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>Northfield's emblem: a stag's head over peaks, on a shield.</summary>
internal static class StagShield
{
    public static void DrawWhole(SKCanvas canvas, ColourScheme scheme)
    {
        using SKPath shield = Shield();
        using var paint = new SKPaint { IsAntialias = true, Color = scheme.Border };
        canvas.DrawPath(shield, paint);

        canvas.Save();
        canvas.Translate(0, -0.02f);
        canvas.Scale(0.84f);
        canvas.ClipPath(shield, antialias: true);
        paint.Color = scheme.Field;
        canvas.DrawPath(shield, paint);
        DrawPeaks(canvas, scheme);
        canvas.Translate(0, -0.11f);
        canvas.Scale(1.04f);
        DrawStag(canvas, scheme);
        canvas.Restore();
    }

    public static void DrawCharge(SKCanvas canvas, ColourScheme scheme)
    {
        canvas.Save();
        canvas.Translate(0, 0.12f);
        canvas.Scale(1.22f);
        DrawStag(canvas, scheme);
        canvas.Restore();
    }

    /// <summary>A heater shield with the area of the unit circle.</summary>
    private static SKPath Shield()
    {
        var path = new SKPath();
        path.MoveTo(-0.91f, -0.96f);
        path.LineTo(0.91f, -0.96f);
        path.LineTo(0.91f, -0.04f);
        path.CubicTo(0.91f, 0.50f, 0.48f, 0.88f, 0, 1.12f);
        path.CubicTo(-0.48f, 0.88f, -0.91f, 0.50f, -0.91f, -0.04f);
        path.Close();
        return path;
    }

    /// <summary>From the antlers' tips at y = −0.8 to the muzzle at 0.62.</summary>
    private static void DrawStag(SKCanvas canvas, ColourScheme scheme)
    {
        using var fill = new SKPaint { IsAntialias = true, Color = scheme.Charge };
        using var face = new SKPath();
        face.MoveTo(0, -0.14f);
        face.LineTo(0.20f, -0.08f);
        face.LineTo(0.22f, 0.12f);
        face.LineTo(0.13f, 0.42f);
        face.LineTo(0.13f, 0.55f);
        face.LineTo(0, 0.63f);
        face.LineTo(-0.13f, 0.55f);
        face.LineTo(-0.13f, 0.42f);
        face.LineTo(-0.22f, 0.12f);
        face.LineTo(-0.20f, -0.08f);
        face.Close();
        canvas.DrawPath(face, fill);

        using var marks = new SKPaint { IsAntialias = true, Color = scheme.Field };
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            DrawPolygon(canvas, fill, side, [(0.20f, 0.10f), (0.36f, -0.10f), (0.56f, -0.14f), (0.46f, 0.06f)]);
            DrawPolygon(canvas, marks, side, [(0.06f, 0.10f), (0.17f, 0.03f), (0.15f, 0.13f)]);
            DrawAntler(canvas, scheme, side);
        }

        DrawPolygon(canvas, marks, 1, [(-0.07f, 0.47f), (0.07f, 0.47f), (0, 0.55f)]);
    }

    private static void DrawAntler(SKCanvas canvas, ColourScheme scheme, int side)
    {
        using var stroke = new SKPaint
        {
            IsAntialias = true,
            Color = scheme.Charge,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 0.105f,
            StrokeJoin = SKStrokeJoin.Miter,
        };
        using var beam = new SKPath();
        beam.MoveTo(side * 0.10f, -0.06f);
        beam.LineTo(side * 0.24f, -0.32f);
        beam.LineTo(side * 0.52f, -0.46f);
        beam.LineTo(side * 0.58f, -0.82f);
        beam.MoveTo(side * 0.22f, -0.30f);
        beam.LineTo(side * 0.14f, -0.58f);
        beam.MoveTo(side * 0.36f, -0.38f);
        beam.LineTo(side * 0.32f, -0.74f);
        beam.MoveTo(side * 0.50f, -0.46f);
        beam.LineTo(side * 0.76f, -0.58f);
        canvas.DrawPath(beam, stroke);
    }

    private static void DrawPeaks(SKCanvas canvas, ColourScheme scheme)
    {
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Color = scheme.Border,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 0.09f,
            StrokeJoin = SKStrokeJoin.Miter,
        };
        for (int row = 0; row < 3; row++)
        {
            float y = 0.62f + (0.20f * row);
            using var peaks = new SKPath();
            peaks.MoveTo(-1.2f, y);
            for (int peak = 0; peak < 6; peak++)
            {
                peaks.RLineTo(0.2f, -0.2f);
                peaks.RLineTo(0.2f, 0.2f);
            }

            canvas.DrawPath(peaks, paint);
        }
    }

    private static void DrawPolygon(SKCanvas canvas, SKPaint paint, int side, ReadOnlySpan<(float X, float Y)> corners)
    {
        using var path = new SKPath();
        path.MoveTo(side * corners[0].X, corners[0].Y);
        foreach ((float x, float y) in corners[1..])
            path.LineTo(side * x, y);
        path.Close();
        canvas.DrawPath(path, paint);
    }
}
