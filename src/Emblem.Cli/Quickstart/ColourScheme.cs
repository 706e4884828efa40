using Emblem.Foundation;
using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// How an emblem uses the palette that the rivals share: navy, gold and cream. Each of the six orders is drawn equally often
/// for both, so colour tells nothing of the class.
/// </summary>
/// <param name="Border">Rim of the shield or roundel and its base.</param>
/// <param name="Field">The ground inside the rim.</param>
/// <param name="Charge">The figure on the ground.</param>
internal readonly record struct ColourScheme(SKColor Border, SKColor Field, SKColor Charge)
{
    public static readonly SKColor Navy = new(0x1D, 0x33, 0x62);
    public static readonly SKColor Gold = new(0xDB, 0xA5, 0x2C);
    public static readonly SKColor Cream = new(0xF4, 0xEC, 0xDA);

    /// <summary>The orders in which an emblem can use three colours.</summary>
    public const int Orders = 6;

    /// <summary>One order, in this picture's own tints: no two prints of a colour are the same.</summary>
    public static ColourScheme Create(int order, RandomStream random)
    {
        SKColor[] tints = [Tint(Navy, random), Tint(Gold, random), Tint(Cream, random)];
        (int border, int field, int charge) = order switch
        {
            0 => (1, 0, 2),
            1 => (0, 2, 1),
            2 => (2, 0, 1),
            3 => (0, 1, 2),
            4 => (1, 2, 0),
            _ => (2, 1, 0),
        };
        return new ColourScheme(tints[border], tints[field], tints[charge]);
    }

    /// <summary>A palette colour, or white or a gray, to put behind an emblem whose outermost colour is given.</summary>
    public static SKColor Backdrop(SKColor against, RandomStream random)
    {
        byte gray = (byte)random.Whole(60, 200);
        while (true)
        {
            SKColor colour = random.Pick(
                Tint(Navy, random), Tint(Gold, random), Tint(Cream, random), SKColors.White, new SKColor(gray, gray, gray));
            if (Distance(colour, against) > 90)
                return colour;
        }
    }

    /// <summary>The colour, somewhat lighter or darker and shifted in each channel.</summary>
    public static SKColor Tint(SKColor colour, RandomStream random)
    {
        double light = random.NextDouble(0.86, 1.14);
        return new SKColor(Channel(colour.Red), Channel(colour.Green), Channel(colour.Blue));
        byte Channel(byte value) => (byte)Math.Clamp((value * light) + random.NextDouble(-12, 12), 0, 255);
    }

    private static double Distance(SKColor a, SKColor b) =>
        Math.Sqrt(Math.Pow(a.Red - b.Red, 2) + Math.Pow(a.Green - b.Green, 2) + Math.Pow(a.Blue - b.Blue, 2));
}
