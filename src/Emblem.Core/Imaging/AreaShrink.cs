namespace Emblem.Imaging;

/// <summary>
/// Averages boxes of pixels, as torch's adaptive average pooling does: box i of n over a side of s runs from ⌊i·s/n⌋ to
/// ⌈(i+1)·s/n⌉, so neighbours may share a pixel. Costs one addition a source value.
/// </summary>
internal static class AreaShrink
{
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result, at most those of the picture.</param>
    /// <param name="height">Rows of the result, at most those of the picture.</param>
    /// <param name="destination">Interleaved channels in 0..255: height × width × 3.</param>
    public static void Run(PixelImage source, int width, int height, Span<float> destination)
    {
        int stride = source.Width * 3;
        var sums = new int[stride];
        for (int row = 0; row < height; row++)
        {
            (int top, int bottom) = Box(row, height, source.Height);
            sums.AsSpan().Clear();
            for (int y = top; y < bottom; y++)
                Add(source.Pixels.AsSpan(y * stride, stride), sums);
            AverageColumns(sums, source.Width, bottom - top, destination.Slice(row * width * 3, width * 3));
        }
    }

    private static (int Start, int End) Box(int index, int count, int side) =>
        ((int)((long)index * side / count), (int)((((long)(index + 1) * side) + count - 1) / count));

    private static void Add(ReadOnlySpan<byte> row, Span<int> sums)
    {
        for (int i = 0; i < sums.Length && i < row.Length; i++)
            sums[i] += row[i];
    }

    private static void AverageColumns(ReadOnlySpan<int> sums, int sourceWidth, int rows, Span<float> destination)
    {
        int width = destination.Length / 3;
        for (int column = 0; column < width; column++)
        {
            (int left, int right) = Box(column, width, sourceWidth);
            long red = 0, green = 0, blue = 0;
            for (int x = left; x < right; x++)
            {
                red += sums[x * 3];
                green += sums[(x * 3) + 1];
                blue += sums[(x * 3) + 2];
            }

            double pixels = (double)(right - left) * rows;
            destination[column * 3] = (float)(red / pixels);
            destination[(column * 3) + 1] = (float)(green / pixels);
            destination[(column * 3) + 2] = (float)(blue / pixels);
        }
    }
}
