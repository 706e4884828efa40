using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.IntegrationTests.Support;

/// <summary>Small pictures of two classes that differ at a glance: upright and level stripes, with noise.</summary>
internal static class TestPictures
{
    public const int Side = 40;

    public static PixelImage Draw(bool upright, int number)
    {
        RandomStream random = new RandomSource(7).Stream(upright ? "upright" : "level", item: number);
        byte[] pixels = new byte[Side * Side * 3];
        int period = 6 + random.NextInt(5);
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / 3 % Side;
            int y = i / 3 / Side;
            pixels[i] = (byte)((((upright ? x : y) / period % 2) * 170) + random.NextInt(80));
        }

        return new PixelImage(Side, Side, pixels);
    }

    /// <summary>A folder with a subfolder a class.</summary>
    public static void Write(string folder, int each)
    {
        for (int i = 0; i < each; i++)
        {
            foreach (bool upright in (bool[])[true, false])
            {
                string path = Path.Combine(folder, upright ? "upright" : "level", $"{i:D3}.png");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, ImageCodec.EncodePng(Draw(upright, i)));
            }
        }
    }
}
