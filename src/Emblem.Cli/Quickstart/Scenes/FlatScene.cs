using SkiaSharp;

namespace Emblem.Cli.Quickstart.Scenes;

/// <summary>The emblem as a logo file: on one colour, a soft gradient or stripes.</summary>
internal static class FlatScene
{
    public static SKBitmap Draw(SceneBrief brief)
    {
        SKBitmap bitmap = brief.NewBitmap();
        using var canvas = new SKCanvas(bitmap);
        SKColor ground = ColourScheme.Backdrop(brief.Outermost, brief.Random);
        canvas.Clear(ground);
        int style = brief.Random.NextInt(4);
        if (style == 0)
            PaintGradient(brief, canvas, ground);
        else if (style == 1)
            PaintStripes(brief, canvas, ground);

        SKPoint centre = brief.NearMiddle();
        float diameter = brief.ShortSide * brief.Random.Between(0.62, 0.90);
        float tilt = brief.Tilt();
        if (brief.Random.NextChance(0.35))
            PaintShadow(brief, canvas, centre, diameter, tilt);
        brief.PaintEmblem(canvas, centre, diameter, tilt);
        return bitmap;
    }

    private static void PaintGradient(SceneBrief brief, SKCanvas canvas, SKColor ground)
    {
        using var paint = new SKPaint
        {
            Shader = SKShader.CreateRadialGradient(
                new SKPoint(brief.Width * brief.Random.Between(0.2, 0.8), brief.Height * brief.Random.Between(0.1, 0.6)),
                Math.Max(brief.Width, brief.Height) * 0.9f,
                [Shade.Lighter(ground, 0.25), Shade.Darker(ground, 0.25)],
                SKShaderTileMode.Clamp),
        };
        canvas.DrawPaint(paint);
    }

    private static void PaintStripes(SceneBrief brief, SKCanvas canvas, SKColor ground)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = Shade.Darker(ground, 0.14) };
        float width = brief.ShortSide * brief.Random.Between(0.06, 0.16);
        float reach = brief.Width + brief.Height;
        canvas.Save();
        canvas.Translate(brief.Width / 2f, brief.Height / 2f);
        canvas.RotateDegrees(brief.Random.Pick(0, 45, 90, 135));
        for (float x = -reach; x < reach; x += 2 * width)
            canvas.DrawRect(x, -reach, width, 2 * reach, paint);
        canvas.Restore();
    }

    private static void PaintShadow(SceneBrief brief, SKCanvas canvas, SKPoint centre, float diameter, float tilt)
    {
        float offset = diameter * 0.03f;
        using var blur = new SKPaint
        {
            ImageFilter = SKImageFilter.CreateDropShadowOnly(offset, offset, offset, offset, SKColors.Black.WithAlpha(130)),
        };
        canvas.SaveLayer(blur);
        brief.PaintEmblem(canvas, centre, diameter, tilt);
        canvas.Restore();
    }
}
