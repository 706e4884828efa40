using System.Numerics;
using System.Runtime.InteropServices;

namespace Emblem.Imaging;

/// <summary>
/// Resizes a picture to any size, antialiased, as Pillow does: first along rows, then along columns, with 8 bits in between and at the end.
/// Results equal Pillow's byte for byte, which published weights were evaluated with.
/// </summary>
public static class PlainResize
{
    /// <summary>The picture with other sides; the same object when they are the picture's own.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="resampling">The filter: <see cref="Resampling.Bilinear"/>, <see cref="Resampling.Bicubic"/> or <see cref="Resampling.Box"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the filter is none of these.</exception>
    public static PixelImage Resize(PixelImage picture, int width, int height, Resampling resampling)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        return Apply(picture, new ResizeFilter(picture.Width, width, resampling), new ResizeFilter(picture.Height, height, resampling));
    }

    /// <summary>The part of a resized picture that two filters are for; no row is touched that does not show in it.</summary>
    internal static PixelImage Apply(PixelImage picture, ResizeFilter across, ResizeFilter down)
    {
        (int top, int rows) = across.ChangesNothing ? (0, picture.Height) : down.Reach.GetOffsetAndLength(picture.Height);
        PixelImage narrowed = across.ChangesNothing ? picture : AlongRows(picture, across, top, rows);
        return down.ChangesNothing ? narrowed : AlongColumns(narrowed, down, top);
    }

    private static PixelImage AlongRows(PixelImage picture, ResizeFilter filter, int top, int rows)
    {
        int width = filter.Count;
        var result = new byte[checked(width * rows * 3)];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> source = picture.Pixels.AsSpan((top + row) * picture.Width * 3, picture.Width * 3);
            Span<byte> target = result.AsSpan(row * width * 3, width * 3);
            for (int column = 0; column < width; column++)
            {
                ReadOnlySpan<int> weights = filter.At(column, out int first);
                Blend(source.Slice(first * 3, weights.Length * 3), weights, target.Slice(column * 3, 3));
            }
        }

        return new PixelImage(width, rows, result);
    }

    private static void Blend(ReadOnlySpan<byte> source, ReadOnlySpan<int> weights, Span<byte> target)
    {
        int red = ResizeFilter.Half, green = ResizeFilter.Half, blue = ResizeFilter.Half;
        foreach (int weight in weights)
        {
            red += weight * source[0];
            green += weight * source[1];
            blue += weight * source[2];
            source = source[3..];
        }

        target[0] = ResizeFilter.ToByte(red);
        target[1] = ResizeFilter.ToByte(green);
        target[2] = ResizeFilter.ToByte(blue);
    }

    private static PixelImage AlongColumns(PixelImage picture, ResizeFilter filter, int top)
    {
        int height = filter.Count;
        int stride = picture.Width * 3;
        var result = new byte[checked(stride * height)];
        var sums = new int[stride];
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<int> weights = filter.At(row, out int first);
            sums.AsSpan().Fill(ResizeFilter.Half);
            for (int tap = 0; tap < weights.Length; tap++)
                AddRow(picture.Pixels.AsSpan((first - top + tap) * stride, stride), weights[tap], sums);
            Span<byte> target = result.AsSpan(row * stride, stride);
            for (int i = 0; i < target.Length; i++)
                target[i] = ResizeFilter.ToByte(sums[i]);
        }

        return new PixelImage(picture.Width, height, result);
    }

    private static void AddRow(ReadOnlySpan<byte> row, int weight, Span<int> sums)
    {
        int done = 0;
        for (; done <= row.Length - Vector<byte>.Count; done += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[done..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Span<Vector<int>> four = MemoryMarshal.Cast<int, Vector<int>>(sums.Slice(done, Vector<byte>.Count));
            four[0] += Vector.AsVectorInt32(first) * weight;
            four[1] += Vector.AsVectorInt32(second) * weight;
            four[2] += Vector.AsVectorInt32(third) * weight;
            four[3] += Vector.AsVectorInt32(fourth) * weight;
        }

        for (; done < row.Length; done++)
            sums[done] += weight * row[done];
    }
}
