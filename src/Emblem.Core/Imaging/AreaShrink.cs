using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// Averages boxes of pixels, as torch's adaptive average pooling does: box i of n over a side of s runs from ⌊i·s/n⌋ to
/// ⌈(i+1)·s/n⌉, so neighbours may share a pixel. Costs one addition a source value and a few operations a pixel of the result.
/// </summary>
internal static class AreaShrink
{
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result, at most those of the picture.</param>
    /// <param name="height">Rows of the result, at most those of the picture.</param>
    /// <param name="sums">Room for one row of the picture and one value more; what was in it is lost.</param>
    /// <param name="destination">Four values a pixel as <see cref="ShrunkPixels"/> reads them: height × width × 4.</param>
    public static void Run(PixelImage source, int width, int height, Span<int> sums, Span<ushort> destination)
    {
        int stride = source.Width * 3;
        Span<int> row = sums[..(stride + 1)];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = Box(y, height, source.Height);
            row.Clear();
            for (int from = top; from < bottom; from++)
                Add(source.Pixels.AsSpan(from * stride, stride), row);
            AverageColumns(row, source.Width, bottom - top, destination.Slice(y * width * 4, width * 4));
        }
    }

    private static (int Start, int End) Box(int index, int count, int side) =>
        ((int)((long)index * side / count), (int)((((long)(index + 1) * side) + count - 1) / count));

    private static void Add(ReadOnlySpan<byte> row, Span<int> sums)
    {
        int at = 0;
        for (; at <= row.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(row[at..]));
            AddTo(sums[at..], Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)).AsInt32());
            AddTo(sums[(at + 8)..], Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high)).AsInt32());
        }

        for (; at < row.Length; at++)
            sums[at] += row[at];
    }

    private static void AddTo(Span<int> sums, Vector256<int> values) => (Vector256.Create<int>(sums) + values).CopyTo(sums);

    private static void AverageColumns(ReadOnlySpan<int> sums, int sourceWidth, int rows, Span<ushort> destination)
    {
        ref int first = ref MemoryMarshal.GetReference(sums);
        int width = destination.Length / 4;
        for (int column = 0; column < width; column++)
        {
            (int left, int right) = Box(column, width, sourceWidth);
            Vector128<int> sum = Vector128<int>.Zero;
            for (int x = left; x < right; x++)
                sum += Vector128.LoadUnsafe(ref Unsafe.Add(ref first, x * 3));
            float scale = ShrunkPixels.Scale / ((float)(right - left) * rows);
            Vector128<int> mean = Vector128.ConvertToInt32((Vector128.ConvertToSingle(sum) * scale) + Vector128.Create(0.5f));
            Vector128.Narrow(mean.AsUInt32(), mean.AsUInt32()).GetLower().CopyTo(destination[(column * 4)..]);
        }
    }
}
