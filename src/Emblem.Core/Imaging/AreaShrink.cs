using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// Averages boxes of pixels, as torch's adaptive average pooling does: box i of n over a side of s runs from ⌊i·s/n⌋ to
/// ⌈(i+1)·s/n⌉, so neighbours may share a pixel. Costs an addition for each source value that a box has, and a few operations a pixel of the result.
/// Keeps its memory from picture to picture; one thread at a time.
/// </summary>
internal sealed class AreaShrink
{
    private int[] _sums = [];
    private (int Start, int End, float Share)[] _columns = [];
    private ushort[] _shrunk = [];

    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result, at most those of the picture.</param>
    /// <param name="height">Rows of the result, at most those of the picture.</param>
    /// <returns>Four values a pixel as <see cref="ShrunkPixels"/> reads them: height × width × 4, valid until the next call.</returns>
    public Span<ushort> Run(PixelImage source, int width, int height)
    {
        int stride = source.Width * 3;
        Reserve(stride + 1, width, checked(width * height * 4));
        for (int x = 0; x < width; x++)
        {
            (int left, int right) = Box(x, width, source.Width);
            _columns[x] = (left * 3, right * 3, (float)ShrunkPixels.Scale / (right - left));
        }

        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = Box(y, height, source.Height);
            AddRows(source.Pixels.AsSpan(top * stride, (bottom - top) * stride), stride);
            AverageColumns(_shrunk.AsSpan(y * width * 4, width * 4), bottom - top);
        }

        return _shrunk.AsSpan(0, width * height * 4);
    }

    private static (int Start, int End) Box(int index, int count, int side) =>
        ((int)((long)index * side / count), (int)((((long)(index + 1) * side) + count - 1) / count));

    private void Reserve(int sums, int columns, int values)
    {
        if (_sums.Length < sums)
            _sums = new int[sums];
        if (_columns.Length < columns)
            _columns = new (int, int, float)[columns];
        if (_shrunk.Length < values)
            _shrunk = new ushort[values];
    }

    /// <summary>Adds rows up, each value with those below it.</summary>
    private void AddRows(ReadOnlySpan<byte> rows, int stride)
    {
        int x = 0;
        for (; x <= stride - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector256<int> near = Vector256<int>.Zero, far = Vector256<int>.Zero;
            for (int at = x; at < rows.Length; at += stride)
            {
                var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rows), (nuint)at);
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(bytes);
                near += Widen(low);
                far += Widen(high);
            }

            near.CopyTo(_sums, x);
            far.CopyTo(_sums, x + Vector256<int>.Count);
        }

        for (; x < stride; x++)
        {
            _sums[x] = 0;
            for (int at = x; at < rows.Length; at += stride)
                _sums[x] += rows[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<ushort> values) =>
        Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values)).AsInt32();

    private void AverageColumns(Span<ushort> destination, int rows)
    {
        ref int first = ref MemoryMarshal.GetArrayDataReference(_sums);
        float share = 1f / rows;
        ReadOnlySpan<(int Start, int End, float Share)> columns = _columns.AsSpan(0, destination.Length / 4);
        for (int column = 0; column < columns.Length; column++)
        {
            Vector128<int> sum = Vector128.LoadUnsafe(ref first, (nuint)columns[column].Start);
            for (int at = columns[column].Start + 3; at < columns[column].End; at += 3)
                sum += Vector128.LoadUnsafe(ref first, (nuint)at);
            Vector128<float> mean = (Vector128.ConvertToSingle(sum) * (columns[column].Share * share)) + Vector128.Create(0.5f);
            Vector128<uint> rounded = Vector128.ConvertToInt32Native(mean).AsUInt32();
            Vector128.Narrow(rounded, rounded).GetLower().StoreUnsafe(ref destination[column * 4]);
        }
    }
}
