using System.Numerics;
using Emblem.Imaging;

namespace Emblem.Benchmarks;

/// <summary>
/// The usual tool, for comparison: 32 × 32 brightness, its 8 × 8 lowest cosine frequencies, a bit for each above their median; two pictures
/// are duplicates at a Hamming distance of at most 8.
/// </summary>
internal static class PlainPerceptualHash
{
    public const int Radius = 8;

    private const int Side = 32;

    public static ulong Of(string path)
    {
        GrayImage gray = GrayImage.Of(ImageCodec.Decode(path));
        double[] small = Shrink(gray);
        var low = new double[64];
        for (int i = 0; i < low.Length; i++)
        {
            (int u, int v) = (i % 8, i / 8);
            for (int p = 0; p < small.Length; p++)
                low[i] += small[p] * Math.Cos(Math.PI * u * ((p % Side) + 0.5) / Side) * Math.Cos(Math.PI * v * ((p / Side) + 0.5) / Side);
        }

        double median = Medians.Of(low);
        ulong hash = 0;
        for (int i = 0; i < low.Length; i++)
            hash |= low[i] > median ? 1UL << i : 0;
        return hash;
    }

    public static bool IsNear(ulong a, ulong b) => BitOperations.PopCount(a ^ b) <= Radius;

    private static double[] Shrink(GrayImage gray)
    {
        var sums = new double[Side * Side];
        var counts = new int[Side * Side];
        for (int i = 0; i < gray.Pixels.Length; i++)
        {
            int cell = (i / gray.Width * Side / gray.Height * Side) + (i % gray.Width * Side / gray.Width);
            sums[cell] += gray.Pixels[i];
            counts[cell]++;
        }

        return [.. sums.Zip(counts, (sum, count) => count == 0 ? 0 : sum / count)];
    }
}
