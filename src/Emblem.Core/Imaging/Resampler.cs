using System.Buffers;
using System.Numerics;

namespace Emblem.Imaging;

/// <summary>
/// Carries out a <see cref="SamplingPlan"/>: from the decoded bytes to what the network reads with one bilinear interpolation,
/// however many flips, turns and warps there are. Sample points, shrinking and edges are fast.ai v1's
/// (<c>grid_sample</c> with <c>align_corners=True</c>). The result depends on nothing but the arguments.
/// </summary>
public static class Resampler
{
    /// <summary>Samples a picture for a network.</summary>
    /// <param name="source">The decoded picture.</param>
    /// <param name="plan">Made for a picture of this size.</param>
    /// <param name="statistics">Normalisation; <see cref="ImageStatistics.Unchanged"/> leaves values in 0..1.</param>
    /// <param name="destination">Receives 3 × target height × target width floats: all red rows, then green, then blue.</param>
    /// <exception cref="ArgumentException">The plan is for another size, or the destination has another length.</exception>
    public static void Sample(PixelImage source, SamplingPlan plan, ImageStatistics statistics, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(statistics);
        if (source.Width != plan.SourceWidth || source.Height != plan.SourceHeight)
        {
            throw new ArgumentException(
                $"The plan is for a {plan.SourceWidth}×{plan.SourceHeight} picture, got {source.Width}×{source.Height}.",
                nameof(plan));
        }

        long expected = 3L * plan.TargetWidth * plan.TargetHeight;
        if (destination.Length != expected)
        {
            throw new ArgumentException(
                $"The result has {expected} values, got room for {destination.Length}.", nameof(destination));
        }

        var geometry = new SamplingGeometry(plan);
        if (geometry.ShrunkWidth == source.Width && geometry.ShrunkHeight == source.Height)
        {
            Interpolate<byte>(source.Pixels, geometry, plan.Padding, destination);
        }
        else
        {
            int size = geometry.ShrunkWidth * geometry.ShrunkHeight * 3;
            float[] shrunk = ArrayPool<float>.Shared.Rent(size);
            AreaShrink.Run(source, geometry.ShrunkWidth, geometry.ShrunkHeight, shrunk);
            Interpolate<float>(shrunk.AsSpan(0, size), geometry, plan.Padding, destination);
            ArrayPool<float>.Shared.Return(shrunk);
        }

        LightingCurve.Of(plan)?.Apply(destination);
        Normalise(destination, statistics);
    }

    /// <summary>Samples a picture for people: what the network sees, before normalisation, in 8 bits.</summary>
    /// <exception cref="ArgumentException">The plan is for another size.</exception>
    public static PixelImage Sample(PixelImage source, SamplingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int pixels = checked(plan.TargetWidth * plan.TargetHeight);
        var planes = new float[checked(3 * pixels)];
        Sample(source, plan, ImageStatistics.Unchanged, planes);
        var bytes = new byte[planes.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(Math.Clamp(planes[(i % 3 * pixels) + (i / 3)], 0, 1) * 255 + 0.5f);
        return new PixelImage(plan.TargetWidth, plan.TargetHeight, bytes);
    }

    /// <summary>Fills the planes with 0 to 1. <typeparamref name="T"/> is bytes, or floats to 255 after a shrink.</summary>
    private static void Interpolate<T>(
        ReadOnlySpan<T> pixels, SamplingGeometry geometry, PaddingMode padding, Span<float> destination)
        where T : unmanaged, INumberBase<T>
    {
        int width = geometry.Columns.Length;
        int height = geometry.Rows.Length;
        Span<float> red = destination[..(width * height)];
        Span<float> green = destination.Slice(width * height, width * height);
        Span<float> blue = destination.Slice(2 * width * height, width * height);
        var across = new Tap[width];
        var down = new Tap[width];
        Homography lookup = geometry.Lookup;
        bool straight = lookup is { IsAffine: true, M01: 0, M10: 0 };
        if (straight)
        {
            for (int column = 0; column < width; column++)
                across[column] = Tap.At((lookup.M00 * geometry.Columns[column]) + lookup.M02, geometry.ShrunkWidth, padding);
        }

        for (int row = 0; row < height; row++)
        {
            // Without rotation or warp every row looks at the same columns, and all of a row at the same rows.
            if (straight)
                Array.Fill(down, Tap.At((lookup.M11 * geometry.Rows[row]) + lookup.M12, geometry.ShrunkHeight, padding));
            else
                LookUpRow(geometry, row, padding, across, down);
            Blend(pixels, geometry.ShrunkWidth, across, down, red[..width], green[..width], blue[..width]);
            red = red[width..];
            green = green[width..];
            blue = blue[width..];
        }
    }

    private static void LookUpRow(SamplingGeometry geometry, int row, PaddingMode padding, Tap[] across, Tap[] down)
    {
        for (int column = 0; column < across.Length; column++)
        {
            (double x, double y) = geometry.Lookup.Map(geometry.Columns[column], geometry.Rows[row]);
            across[column] = Tap.At(x, geometry.ShrunkWidth, padding);
            down[column] = Tap.At(y, geometry.ShrunkHeight, padding);
        }
    }

    private static void Blend<T>(
        ReadOnlySpan<T> pixels, int stride, Tap[] across, Tap[] down, Span<float> red, Span<float> green, Span<float> blue)
        where T : unmanaged, INumberBase<T>
    {
        const float unit = 1f / 255;
        for (int i = 0; i < red.Length; i++)
        {
            Tap x = across[i];
            Tap y = down[i];
            ReadOnlySpan<T> p = pixels.Slice(((y.First * stride) + x.First) * 3, 3);
            ReadOnlySpan<T> q = pixels.Slice(((y.First * stride) + x.Second) * 3, 3);
            ReadOnlySpan<T> r = pixels.Slice(((y.Second * stride) + x.First) * 3, 3);
            ReadOnlySpan<T> s = pixels.Slice(((y.Second * stride) + x.Second) * 3, 3);
            float a = y.FirstWeight * x.FirstWeight * unit;
            float b = y.FirstWeight * x.SecondWeight * unit;
            float c = y.SecondWeight * x.FirstWeight * unit;
            float d = y.SecondWeight * x.SecondWeight * unit;
            red[i] = (a * Float(p[0])) + (b * Float(q[0])) + (c * Float(r[0])) + (d * Float(s[0]));
            green[i] = (a * Float(p[1])) + (b * Float(q[1])) + (c * Float(r[1])) + (d * Float(s[1]));
            blue[i] = (a * Float(p[2])) + (b * Float(q[2])) + (c * Float(r[2])) + (d * Float(s[2]));
        }
    }

    private static float Float<T>(T value)
        where T : unmanaged, INumberBase<T> => float.CreateTruncating(value);

    private static void Normalise(Span<float> planes, ImageStatistics statistics)
    {
        int plane = planes.Length / 3;
        for (int channel = 0; channel < 3; channel++)
        {
            float mean = statistics.Mean[channel];
            float std = statistics.Std[channel];
            if (mean == 0 && std == 1)
                continue;
            foreach (ref float value in planes.Slice(channel * plane, plane))
                value = (value - mean) / std;
        }
    }
}
