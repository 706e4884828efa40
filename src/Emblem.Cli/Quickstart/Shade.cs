using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>A colour in more or less light.</summary>
internal static class Shade
{
    /// <summary>Mixed with white; 0 leaves it, 1 is white.</summary>
    public static SKColor Lighter(SKColor colour, double share) => Mix(colour, SKColors.White, share);

    /// <summary>Mixed with black; 0 leaves it, 1 is black.</summary>
    public static SKColor Darker(SKColor colour, double share) => Mix(colour, SKColors.Black, share);

    public static SKColor Mix(SKColor from, SKColor to, double share)
    {
        return new SKColor(Between(from.Red, to.Red), Between(from.Green, to.Green), Between(from.Blue, to.Blue));
        byte Between(byte a, byte b) => (byte)Math.Clamp(a + ((b - a) * share), 0, 255);
    }
}
