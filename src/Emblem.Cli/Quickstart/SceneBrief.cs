using Emblem.Foundation;
using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>What one picture is to show, before any pixel is drawn.</summary>
/// <param name="Rival">Whose emblem.</param>
/// <param name="Scheme">In which colours.</param>
/// <param name="Whole">The whole emblem, or its figure alone.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Random">All further choices.</param>
internal sealed record SceneBrief(Rival Rival, ColourScheme Scheme, bool Whole, int Width, int Height, RandomStream Random)
{
    public float ShortSide => Math.Min(Width, Height);

    /// <summary>The colour that a background must differ from.</summary>
    public SKColor Outermost => Whole ? Scheme.Border : Scheme.Charge;

    public SKBitmap NewBitmap() => new(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);

    /// <summary>The middle of the picture, or a little beside it: pictures of the web are framed by hand.</summary>
    public SKPoint NearMiddle() => new(
        (Width / 2f) + (ShortSide * Random.Between(-0.06, 0.06)), (Height / 2f) + (ShortSide * Random.Between(-0.06, 0.06)));

    /// <summary>Mostly a few degrees; one picture in four is clearly askew.</summary>
    public float Tilt() => Random.NextChance(0.25) ? Random.Pick(-1, 1) * Random.Between(12, 35) : Random.Between(-6, 6);

    public void PaintEmblem(SKCanvas canvas, SKPoint centre, float diameter, float degrees = 0)
    {
        canvas.Save();
        canvas.Translate(centre.X, centre.Y);
        canvas.RotateDegrees(degrees);
        canvas.Scale(diameter / 2.05f);
        (Whole ? Rival.Whole : Rival.Charge)(canvas, Scheme);
        canvas.Restore();
    }
}
