using Emblem.Foundation;
using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>What taking, copying and saving a picture does to it: exposure, tint, falling light, noise, blur and compression.</summary>
internal static class Camera
{
    /// <summary>One light for the whole picture, darker towards the corners, with grain.</summary>
    public static void Expose(SKBitmap bitmap, RandomStream random)
    {
        float exposure = random.Between(0.78, 1.18);
        float[] tint = [exposure * random.Between(0.95, 1.05), exposure, exposure * random.Between(0.95, 1.05)];
        float corners = random.Between(0, 0.30);
        float lift = random.Between(-10, 14);
        float grain = random.Between(0.5, 7);
        (float middleX, float middleY) = (bitmap.Width / 2f, bitmap.Height / 2f);
        float diagonal = (middleX * middleX) + (middleY * middleY);

        Span<byte> pixels = bitmap.GetPixelSpan();
        int at = 0;
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++, at += 4)
            {
                float distance = (((x - middleX) * (x - middleX)) + ((y - middleY) * (y - middleY))) / diagonal;
                float light = 1 - (corners * distance);
                float noise = Grain(random) * grain;
                for (int channel = 0; channel < 3; channel++)
                    pixels[at + channel] = (byte)Math.Clamp((pixels[at + channel] * light * tint[channel]) + lift + noise, 0, 255);
            }
        }
    }

    /// <summary>A good copy at quality 74 to 94, or a worn one: shrunk, enlarged again and saved twice at 8 to 24.</summary>
    public static byte[] Save(SKBitmap bitmap, bool worn, RandomStream random)
    {
        if (!worn)
            return Encode(bitmap, random.Whole(74, 94));
        float scale = random.Between(0.35, 0.6);
        var small = new SKImageInfo((int)(bitmap.Width * scale), (int)(bitmap.Height * scale), bitmap.ColorType, bitmap.AlphaType);
        using SKBitmap shrunk = bitmap.Resize(small, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using SKBitmap once = SKBitmap.Decode(Encode(shrunk, random.Whole(12, 30)));
        using SKBitmap back = once.Resize(bitmap.Info, new SKSamplingOptions(SKFilterMode.Linear));
        return Encode(back, random.Whole(8, 24));
    }

    public static byte[] EncodePng(SKBitmap bitmap)
    {
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] Encode(SKBitmap bitmap, int quality)
    {
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }

    /// <summary>Near enough to a normal number, from one draw: four bytes added up.</summary>
    private static float Grain(RandomStream random)
    {
        ulong bits = random.NextBits();
        int sum = (int)((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255));
        return (sum - 510) / 148f;
    }
}
