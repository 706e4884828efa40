using Emblem.Foundation;
using Emblem.Imaging;
using NetVips;

namespace Emblem.Tests.Support;

/// <summary>Pictures made by formula.</summary>
internal static class Pictures
{
    /// <summary>Smooth waves with a different one in each channel, so that any shift, flip or swap shows.</summary>
    public static PixelImage Waves(int width, int height) => Make(width, height, (x, y, channel) =>
        128 + (60 * Math.Sin((x * (0.11 + (0.03 * channel))) + channel)) + (60 * Math.Cos(y * (0.07 + (0.02 * channel)))));

    public static PixelImage Plain(int width, int height, byte red, byte green, byte blue) =>
        Make(width, height, (_, _, channel) => channel switch { 0 => red, 1 => green, _ => blue });

    public static PixelImage Noise(int width, int height, long seed = 1)
    {
        RandomStream random = new RandomSource(seed).Stream("noise");
        return Make(width, height, (_, _, _) => random.NextInt(256));
    }

    public static PixelImage Make(int width, int height, Func<int, int, int, double> value)
    {
        var pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(Math.Round(value(i / 3 % width, i / 3 / width, i % 3)), 0, 255);
        return new PixelImage(width, height, pixels);
    }

    public static (byte Red, byte Green, byte Blue) At(this PixelImage image, int x, int y)
    {
        int start = ((y * image.Width) + x) * 3;
        return (image.Pixels[start], image.Pixels[start + 1], image.Pixels[start + 2]);
    }

    /// <summary>The picture for libvips, which can write what the codec cannot.</summary>
    public static Image ToVips(PixelImage picture)
    {
        using Image raw = Image.NewFromMemoryCopy(picture.Pixels, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static double MeanDifference(PixelImage a, PixelImage b)
    {
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        return a.Pixels.Zip(b.Pixels, (x, y) => Math.Abs(x - y)).Average();
    }
}
