using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>What stands behind signs and banners: sky, brick, plaster, hills.</summary>
internal static class Backgrounds
{
    public static void PaintSky(SceneBrief brief, SKCanvas canvas)
    {
        SKColor high = brief.Random.Pick(new SKColor(0x5B, 0x8F, 0xC9), new SKColor(0x9A, 0xA9, 0xB8), new SKColor(0xC9, 0x8F, 0x74));
        using var paint = new SKPaint
        {
            Shader = SKShader.CreateLinearGradient(
                SKPoint.Empty, new SKPoint(0, brief.Height), [high, Shade.Lighter(high, 0.65)], SKShaderTileMode.Clamp),
        };
        canvas.DrawPaint(paint);
        using var cloud = new SKPaint { IsAntialias = true, Color = SKColors.White.WithAlpha(90) };
        for (int puff = brief.Random.Whole(0, 9); puff > 0; puff--)
        {
            canvas.DrawOval(
                brief.Width * brief.Random.Between(0, 1),
                brief.Height * brief.Random.Between(0, 0.5),
                brief.Width * brief.Random.Between(0.06, 0.2),
                brief.Height * brief.Random.Between(0.02, 0.06),
                cloud);
        }
    }

    public static void PaintHills(SceneBrief brief, SKCanvas canvas)
    {
        for (int ridge = 0; ridge < 3; ridge++)
        {
            SKColor green = ColourScheme.Tint(new SKColor(0x5C, 0x7A, 0x48), brief.Random);
            using var paint = new SKPaint { IsAntialias = true, Color = Shade.Darker(green, 0.12 * ridge) };
            float y = brief.Height * (0.62f + (0.12f * ridge));
            using var path = new SKPath();
            path.MoveTo(0, brief.Height);
            path.LineTo(0, y);
            path.CubicTo(
                brief.Width * 0.3f, y - (brief.Height * brief.Random.Between(-0.05, 0.12)),
                brief.Width * 0.7f, y + (brief.Height * brief.Random.Between(-0.12, 0.05)),
                brief.Width, y);
            path.LineTo(brief.Width, brief.Height);
            path.Close();
            canvas.DrawPath(path, paint);
        }
    }

    public static void PaintBricks(SceneBrief brief, SKCanvas canvas)
    {
        SKColor brick = brief.Random.Pick(new SKColor(0x9C, 0x56, 0x43), new SKColor(0xB5, 0x93, 0x74), new SKColor(0x80, 0x7C, 0x78));
        canvas.Clear(Shade.Lighter(brick, 0.4));
        using var paint = new SKPaint { IsAntialias = true };
        float height = brief.ShortSide * brief.Random.Between(0.05, 0.09);
        float width = height * 2.4f;
        float mortar = height * 0.1f;
        for (int row = 0; row * height < brief.Height; row++)
        {
            for (float x = row % 2 == 0 ? 0 : -width / 2; x < brief.Width; x += width)
            {
                paint.Color = ColourScheme.Tint(brick, brief.Random);
                canvas.DrawRect(x, row * height, width - mortar, height - mortar, paint);
            }
        }
    }

    public static void PaintPlaster(SceneBrief brief, SKCanvas canvas)
    {
        SKColor wall = ColourScheme.Tint(brief.Random.Pick(new SKColor(0xC9, 0xC2, 0xB2), new SKColor(0x8E, 0x95, 0x99), new SKColor(0xB0, 0x9C, 0x86)), brief.Random);
        canvas.Clear(wall);
        using var stain = new SKPaint { IsAntialias = true };
        for (int i = 0; i < 40; i++)
        {
            stain.Color = (brief.Random.NextChance(0.5) ? Shade.Darker(wall, 0.3) : Shade.Lighter(wall, 0.3)).WithAlpha(26);
            canvas.DrawOval(
                brief.Width * brief.Random.Between(0, 1),
                brief.Height * brief.Random.Between(0, 1),
                brief.Width * brief.Random.Between(0.03, 0.25),
                brief.Height * brief.Random.Between(0.03, 0.2),
                stain);
        }
    }
}
