using SkiaSharp;

namespace Emblem.Cli.Quickstart.Scenes;

/// <summary>The emblem among other things: a table or pin board full of shapes, some of them over its edge.</summary>
internal static class ClutterScene
{
    public static SKBitmap Draw(SceneBrief brief)
    {
        SKBitmap bitmap = brief.NewBitmap();
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(ColourScheme.Backdrop(brief.Outermost, brief.Random));
        for (int i = brief.Random.Whole(10, 22); i > 0; i--)
        {
            var anywhere = new SKPoint(brief.Width * brief.Random.Between(0, 1), brief.Height * brief.Random.Between(0, 1));
            PaintThing(brief, canvas, anywhere, brief.ShortSide * brief.Random.Between(0.04, 0.14));
        }

        SKPoint centre = brief.NearMiddle();
        float diameter = brief.ShortSide * brief.Random.Between(0.56, 0.80);
        brief.PaintEmblem(canvas, centre, diameter, brief.Tilt());
        for (int i = brief.Random.Whole(1, 3); i > 0; i--)
        {
            (float sin, float cos) = MathF.SinCos(brief.Random.Between(0, MathF.Tau));
            float reach = diameter * 0.52f;
            PaintThing(brief, canvas, new SKPoint(centre.X + (cos * reach), centre.Y + (sin * reach)), diameter * brief.Random.Between(0.05, 0.09));
        }

        return bitmap;
    }

    private static void PaintThing(SceneBrief brief, SKCanvas canvas, SKPoint at, float radius)
    {
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Color = ThingColour(brief),
            IsStroke = brief.Random.NextChance(0.3),
            StrokeWidth = radius * 0.4f,
        };
        canvas.Save();
        canvas.Translate(at.X, at.Y);
        canvas.RotateDegrees(brief.Random.Between(0, 360));
        int kind = brief.Random.NextInt(5);
        if (kind == 0)
            canvas.DrawCircle(0, 0, radius, paint);
        else if (kind == 1)
            canvas.DrawRect(-radius, -radius * 0.7f, 2 * radius, radius * 1.4f, paint);
        else if (kind == 2)
            canvas.DrawRoundRect(-radius * 1.8f, -radius * 0.25f, radius * 3.6f, radius * 0.5f, radius * 0.25f, radius * 0.25f, paint);
        else
            PaintStar(canvas, paint, radius, points: kind == 3 ? 3 : 5, inner: kind == 3 ? 0.5f : 0.42f);
        canvas.Restore();
    }

    /// <summary>About half of the things share the palette: a colour alone must not give the emblem away.</summary>
    private static SKColor ThingColour(SceneBrief brief) => brief.Random.NextChance(0.45)
        ? ColourScheme.Tint(brief.Random.Pick(ColourScheme.Navy, ColourScheme.Gold, ColourScheme.Cream), brief.Random)
        : SKColor.FromHsl(brief.Random.Between(0, 360), brief.Random.Between(15, 60), brief.Random.Between(30, 75));

    private static void PaintStar(SKCanvas canvas, SKPaint paint, float radius, int points, float inner)
    {
        using var path = new SKPath();
        for (int corner = 0; corner < 2 * points; corner++)
        {
            (float sin, float cos) = MathF.SinCos(MathF.PI * corner / points);
            float reach = corner % 2 == 0 ? radius : radius * inner;
            var at = new SKPoint(cos * reach, sin * reach);
            if (corner == 0)
                path.MoveTo(at);
            else
                path.LineTo(at);
        }

        path.Close();
        canvas.DrawPath(path, paint);
    }
}
