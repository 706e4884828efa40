using Emblem.Foundation;
using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// Lays a flat print on cloth: a few long waves are the folds, whose slope both moves the print and catches the light, and a
/// fine checkered pattern is the weave.
/// </summary>
internal static class Fabric
{
    private readonly record struct Wave(float X, float Y, float Phase, float Height);

    public static SKBitmap Fold(SKBitmap print, RandomStream random)
    {
        (int width, int height) = (print.Width, print.Height);
        Wave[] waves = Waves(Math.Min(width, height), random);
        float light = random.Between(0, MathF.Tau);
        (float lightY, float lightX) = MathF.SinCos(light);
        float relief = random.Between(0.55, 1.0);
        float weave = random.Between(0.04, 0.10);
        int thread = random.Whole(1, 3);

        var folded = new SKBitmap(print.Info);
        ReadOnlySpan<byte> source = print.GetPixelSpan();
        Span<byte> target = folded.GetPixelSpan();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (float slopeX, float slopeY) = Slope(waves, x, y);
                float over = (x / thread % 2) == (y / thread % 2) ? weave : -weave;
                float shade = 1 + (relief * ((slopeX * lightX) + (slopeY * lightY))) + over;
                Bilinear.Sample(source, width, height, x + (slopeX * 14), y + (slopeY * 14), shade, target.Slice(((y * width) + x) * 4, 4));
            }
        }

        return folded;
    }

    /// <summary>Folds run roughly alike, so that they look hung and not crumpled; heights are chosen by slope.</summary>
    private static Wave[] Waves(float shortSide, RandomStream random)
    {
        float direction = random.Between(0, MathF.PI);
        var waves = new Wave[random.Whole(2, 4)];
        for (int i = 0; i < waves.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(direction + random.Between(-0.5, 0.5));
            float frequency = MathF.Tau / (shortSide * random.Between(0.25, 0.9));
            waves[i] = new Wave(cos * frequency, sin * frequency, random.Between(0, MathF.Tau), random.Between(0.10, 0.26) / frequency);
        }

        return waves;
    }

    private static (float X, float Y) Slope(Wave[] waves, float x, float y)
    {
        (float slopeX, float slopeY) = (0, 0);
        foreach (Wave wave in waves)
        {
            float slope = wave.Height * MathF.Cos((wave.X * x) + (wave.Y * y) + wave.Phase);
            slopeX += slope * wave.X;
            slopeY += slope * wave.Y;
        }

        return (slopeX, slopeY);
    }
}
