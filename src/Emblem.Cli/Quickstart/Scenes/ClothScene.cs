using SkiaSharp;

namespace Emblem.Cli.Quickstart.Scenes;

/// <summary>The emblem on a shirt, flag or towel: printed flat, then folded and woven.</summary>
internal static class ClothScene
{
    public static SKBitmap Draw(SceneBrief brief)
    {
        using SKBitmap flat = brief.NewBitmap();
        using (var canvas = new SKCanvas(flat))
        {
            SKColor cloth = ColourScheme.Backdrop(brief.Outermost, brief.Random);
            canvas.Clear(cloth);
            if (brief.Random.NextChance(0.3))
                PaintBand(brief, canvas, cloth);
            brief.PaintEmblem(canvas, brief.NearMiddle(), brief.ShortSide * brief.Random.Between(0.58, 0.88), brief.Tilt());
        }

        return Fabric.Fold(flat, brief.Random);
    }

    /// <summary>A flag's or a scarf's second colour along one edge.</summary>
    private static void PaintBand(SceneBrief brief, SKCanvas canvas, SKColor cloth)
    {
        using var paint = new SKPaint { Color = ColourScheme.Backdrop(cloth, brief.Random) };
        float depth = brief.ShortSide * brief.Random.Between(0.08, 0.18);
        canvas.DrawRect(brief.Random.Pick(
            new SKRect(0, 0, brief.Width, depth),
            new SKRect(0, brief.Height - depth, brief.Width, brief.Height),
            new SKRect(0, 0, depth, brief.Height)), paint);
    }
}
