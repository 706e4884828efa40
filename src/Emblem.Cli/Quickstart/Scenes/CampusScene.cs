using SkiaSharp;

namespace Emblem.Cli.Quickstart.Scenes;

/// <summary>The emblem small, on a banner before a building: a picture of a place rather than of an emblem.</summary>
internal static class CampusScene
{
    public static SKBitmap Draw(SceneBrief brief)
    {
        SKBitmap bitmap = brief.NewBitmap();
        using var canvas = new SKCanvas(bitmap);
        Backgrounds.PaintSky(brief, canvas);
        Backgrounds.PaintHills(brief, canvas);
        PaintBuilding(brief, canvas);

        float emblem = brief.ShortSide * brief.Random.Between(0.36, 0.48);
        SKPoint centre = brief.NearMiddle();
        PaintBanner(brief, canvas, centre, emblem);
        brief.PaintEmblem(canvas, centre, emblem, brief.Random.Between(-3, 3));
        return bitmap;
    }

    private static void PaintBuilding(SceneBrief brief, SKCanvas canvas)
    {
        SKColor stone = ColourScheme.Tint(brief.Random.Pick(new SKColor(0xA8, 0x6B, 0x52), new SKColor(0xC4, 0xB4, 0x98), new SKColor(0x93, 0x93, 0x90)), brief.Random);
        float left = brief.Width * brief.Random.Between(0.04, 0.16);
        float right = brief.Width * brief.Random.Between(0.84, 0.96);
        float top = brief.Height * brief.Random.Between(0.16, 0.30);
        float bottom = brief.Height * 0.86f;
        using var paint = new SKPaint { IsAntialias = true, Color = stone };
        canvas.DrawRect(new SKRect(left, top, right, bottom), paint);

        using var roof = new SKPath();
        roof.MoveTo(left - (brief.Width * 0.03f), top);
        roof.LineTo((left + right) / 2, top - (brief.Height * brief.Random.Between(0.06, 0.14)));
        roof.LineTo(right + (brief.Width * 0.03f), top);
        roof.Close();
        paint.Color = Shade.Darker(stone, 0.45);
        canvas.DrawPath(roof, paint);

        int columns = brief.Random.Whole(5, 8);
        float pitch = (right - left) / columns;
        paint.Color = Shade.Mix(stone, new SKColor(0x2A, 0x38, 0x48), 0.75);
        for (int row = 0; row < 4; row++)
        {
            float y = top + ((bottom - top) * (0.08f + (0.23f * row)));
            for (int column = 0; column < columns; column++)
                canvas.DrawRect(left + (pitch * (column + 0.28f)), y, pitch * 0.44f, (bottom - top) * 0.13f, paint);
        }
    }

    private static void PaintBanner(SceneBrief brief, SKCanvas canvas, SKPoint centre, float emblem)
    {
        SKColor cloth = ColourScheme.Backdrop(brief.Outermost, brief.Random);
        float width = emblem * brief.Random.Between(0.60, 0.72);
        float above = emblem * brief.Random.Between(0.62, 0.80);
        float below = emblem * brief.Random.Between(0.62, 0.95);
        using var banner = new SKPath();
        banner.MoveTo(centre.X - width, centre.Y - above);
        banner.LineTo(centre.X + width, centre.Y - above);
        banner.LineTo(centre.X + width, centre.Y + below);
        banner.LineTo(centre.X, centre.Y + below + (emblem * brief.Random.Between(-0.1, 0.15)));
        banner.LineTo(centre.X - width, centre.Y + below);
        banner.Close();
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Shader = SKShader.CreateLinearGradient(
                new SKPoint(centre.X - width, 0), new SKPoint(centre.X + width, 0),
                [Shade.Darker(cloth, 0.18), Shade.Lighter(cloth, 0.12), cloth, Shade.Darker(cloth, 0.2)], SKShaderTileMode.Clamp),
        };
        canvas.DrawPath(banner, paint);
        using var rod = new SKPaint { IsAntialias = true, Color = new SKColor(0x44, 0x3C, 0x34), StrokeWidth = emblem * 0.05f };
        canvas.DrawLine(centre.X - (width * 1.12f), centre.Y - above, centre.X + (width * 1.12f), centre.Y - above, rod);
    }
}
