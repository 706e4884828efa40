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
    public static void Run(ColourPlanes pixels, int width, double sigma, SamplingScratch scratch)
    {
        float[] weights = Weights(sigma);
        Span<float> across = scratch.Copy(pixels.Length);
        Run(pixels.Red, width, weights, across);
        Run(pixels.Green, width, weights, across);
        Run(pixels.Blue, width, weights, across);
    }

    /// <summary>From the middle outwards; the other half is the same.</summary>
    public static float[] Weights(double sigma)
    {
        double[] bell = [.. Enumerable.Range(0, (int)Math.Ceiling(3 * sigma) + 1).Select(i => Math.Exp(-(double)i * i / (2 * sigma * sigma)))];
        double sum = (2 * bell.Sum()) - bell[0];
        return [.. bell.Select(weight => (float)(weight / sum))];
    }

    private static void Run(Span<float> plane, int width, ReadOnlySpan<float> weights, Span<float> across)
    {
        for (int start = 0; start < plane.Length; start += width)
            Across(plane.Slice(start, width), across.Slice(start, width), weights);
        for (int row = 0; row < plane.Length / width; row++)
            Down(across, row, plane.Slice(row * width, width), weights);
    }

    private static void Across(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> weights)
    {
        to.Clear();
        AddTo(to, from, weights[0]);
        for (int away = 1; away < weights.Length; away++)
        {
            int reach = Math.Min(away, from.Length);
            AddTo(to[reach..], from[..^reach], weights[away]);
            AddTo(to[..^reach], from[reach..], weights[away]);
            foreach (ref float value in to[..reach])
                value += from[0] * weights[away];
            foreach (ref float value in to[^reach..])
                value += from[^1] * weights[away];
        }
    }

    private static void Down(ReadOnlySpan<float> from, int row, Span<float> to, ReadOnlySpan<float> weights)
    {
        int last = (from.Length / to.Length) - 1;
        to.Clear();
        for (int away = 1 - weights.Length; away < weights.Length; away++)
            AddTo(to, from.Slice(Math.Clamp(row + away, 0, last) * to.Length, to.Length), weights[Math.Abs(away)]);
    }

    private static void AddTo(Span<float> sums, ReadOnlySpan<float> values, float weight)
    {
        int at = 0;
        for (; at <= sums.Length - Vector256<float>.Count; at += Vector256<float>.Count)
            (Vector256.Create<float>(sums[at..]) + (Vector256.Create(values[at..]) * weight)).CopyTo(sums[at..]);
        for (; at < sums.Length; at++)
            sums[at] += values[at] * weight;
    }
}
