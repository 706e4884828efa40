using SkiaSharp;

namespace Emblem.Cli.Quickstart.Scenes;

/// <summary>The emblem on a framed board, on a wall or on posts under the sky, seen somewhat from the side.</summary>
internal static class SignScene
{
    public static SKBitmap Draw(SceneBrief brief)
    {
        SKBitmap bitmap = brief.NewBitmap();
        using var canvas = new SKCanvas(bitmap);
        bool outdoors = brief.Random.NextChance(0.4);
        if (outdoors)
        {
            Backgrounds.PaintSky(brief, canvas);
            Backgrounds.PaintHills(brief, canvas);
        }
        else if (brief.Random.NextChance(0.5))
            Backgrounds.PaintBricks(brief, canvas);
        else
            Backgrounds.PaintPlaster(brief, canvas);

        float emblem = brief.ShortSide * brief.Random.Between(0.54, 0.78);
        var half = new SKSize(emblem * brief.Random.Between(0.56, 0.78), emblem * brief.Random.Between(0.56, 0.66));
        SKPoint centre = brief.NearMiddle();
        canvas.Translate(centre.X, centre.Y);
        canvas.Concat(Perspective(brief));
        if (outdoors)
            PaintPosts(brief, canvas, half);
        PaintBoard(brief, canvas, half);
        brief.PaintEmblem(canvas, SKPoint.Empty, emblem);
        return bitmap;
    }

    private static SKMatrix Perspective(SceneBrief brief)
    {
        SKMatrix matrix = SKMatrix.CreateRotationDegrees(brief.Random.Between(-7, 7));
        matrix = matrix.PreConcat(SKMatrix.CreateSkew(brief.Random.Between(-0.12, 0.12), brief.Random.Between(-0.1, 0.1)));
        matrix.Persp0 = brief.Random.Between(-0.35, 0.35) / brief.Width;
        matrix.Persp1 = brief.Random.Between(-0.25, 0.25) / brief.Height;
        return matrix;
    }

    private static void PaintPosts(SceneBrief brief, SKCanvas canvas, SKSize half)
    {
        using var wood = new SKPaint { IsAntialias = true, Color = ColourScheme.Tint(new SKColor(0x5A, 0x4A, 0x3C), brief.Random) };
        float width = half.Width * 0.12f;
        foreach (float x in (ReadOnlySpan<float>)[-half.Width * 0.7f, half.Width * 0.7f])
            canvas.DrawRect(x - (width / 2), -half.Height, width, brief.Height * 1.5f, wood);
    }

    private static void PaintBoard(SceneBrief brief, SKCanvas canvas, SKSize half)
    {
        SKColor face = ColourScheme.Backdrop(brief.Outermost, brief.Random);
        float corner = half.Width * brief.Random.Between(0, 0.14);
        float frame = half.Width * brief.Random.Between(0.03, 0.08);
        var board = new SKRect(-half.Width, -half.Height, half.Width, half.Height);
        using var shadow = new SKPaint
        {
            Color = SKColors.Black.WithAlpha(110),
            MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, half.Width * 0.05f),
        };
        canvas.DrawRoundRect(board.Left + frame, board.Top + frame, board.Width, board.Height, corner, corner, shadow);
        using var paint = new SKPaint { IsAntialias = true, Color = ColourScheme.Backdrop(face, brief.Random) };
        canvas.DrawRoundRect(board, corner, corner, paint);
        paint.Shader = SKShader.CreateLinearGradient(
            new SKPoint(board.Left, board.Top), new SKPoint(board.Right, board.Bottom),
            [Shade.Lighter(face, 0.18), face, Shade.Darker(face, 0.15)], SKShaderTileMode.Clamp);
        SKRect inner = SKRect.Inflate(board, -frame, -frame);
        canvas.DrawRoundRect(inner, corner * 0.7f, corner * 0.7f, paint);

        using var bolt = new SKPaint { IsAntialias = true, Color = new SKColor(0x70, 0x70, 0x70) };
        foreach (SKPoint at in (ReadOnlySpan<SKPoint>)[new(-1, -1), new(1, -1), new(-1, 1), new(1, 1)])
            canvas.DrawCircle(at.X * (half.Width - (frame * 2.2f)), at.Y * (half.Height - (frame * 2.2f)), frame * 0.5f, bolt);
    }
}
