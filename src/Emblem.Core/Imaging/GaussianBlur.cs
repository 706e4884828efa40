using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// A Gaussian blur, along rows and then along columns. The bell is cut at three standard deviations and scaled to a sum of 1; beyond the edge the
/// outermost pixels go on.
/// </summary>
internal static class GaussianBlur
{
    /// <param name="pixels">Height × width; replaced.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">In pixels, above 0.</param>
    /// <param name="scratch">Where the half-blurred picture lies.</param>
    public static void Run(Span<Vector128<float>> pixels, int width, double sigma, SamplingScratch scratch)
    {
        float[] weights = Weights(sigma);
        int height = pixels.Length / width;
        Span<Vector128<float>> across = scratch.Copy(pixels.Length);
        for (int row = 0; row < height; row++)
            Across(pixels.Slice(row * width, width), across.Slice(row * width, width), weights);
        for (int row = 0; row < height; row++)
            Down(across, row, pixels.Slice(row * width, width), weights);
    }

    /// <summary>From the middle outwards; the other half is the same.</summary>
    public static float[] Weights(double sigma)
    {
        double[] bell = [.. Enumerable.Range(0, (int)Math.Ceiling(3 * sigma) + 1).Select(i => Math.Exp(-(double)i * i / (2 * sigma * sigma)))];
        double sum = (2 * bell.Sum()) - bell[0];
        return [.. bell.Select(weight => (float)(weight / sum))];
    }

    private static void Across(ReadOnlySpan<Vector128<float>> from, Span<Vector128<float>> to, ReadOnlySpan<float> weights)
    {
        int last = from.Length - 1;
        for (int i = 0; i < to.Length; i++)
        {
            Vector128<float> sum = from[i] * weights[0];
            for (int away = 1; away < weights.Length; away++)
                sum += (from[Math.Max(i - away, 0)] + from[Math.Min(i + away, last)]) * weights[away];
            to[i] = sum;
        }
    }

    private static void Down(ReadOnlySpan<Vector128<float>> from, int row, Span<Vector128<float>> to, ReadOnlySpan<float> weights)
    {
        int last = (from.Length / to.Length) - 1;
        to.Clear();
        for (int away = 1 - weights.Length; away < weights.Length; away++)
        {
            ReadOnlySpan<Vector128<float>> line = from.Slice(Math.Clamp(row + away, 0, last) * to.Length, to.Length);
            float weight = weights[Math.Abs(away)];
            for (int i = 0; i < to.Length; i++)
                to[i] += line[i] * weight;
        }
    }
}
