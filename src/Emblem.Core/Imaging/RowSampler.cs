using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// Looks rows of the result up in a picture, with bilinear interpolation, eight pixels at a time. Positions are worked out in double precision: a
/// large picture's last columns are as exact as its first.
/// </summary>
internal ref struct RowSampler<TSource>(TSource source, SamplingGeometry geometry, PaddingMode padding)
    where TSource : ISourcePixels, allows ref struct
{
    private readonly TSource _source = source;
    private readonly ReadOnlySpan<double> _columns = geometry.FilledColumns;
    private readonly Homography _lookup = geometry.Lookup;
    private readonly int _width = geometry.ShrunkWidth;
    private readonly int _height = geometry.ShrunkHeight;
    private readonly bool _exact = Math.Max(geometry.ShrunkWidth, geometry.ShrunkHeight) <= EightPositions.LongestSide;
    private FetchedRows _fetched;

    /// <summary>One row, in 0..1.</summary>
    /// <param name="row">From the top.</param>
    /// <param name="pixels">As many as the result has columns, filled up.</param>
    public void Sample(int row, ColourPlanes pixels)
    {
        Span<int> offsets = stackalloc int[2 * ColourPlanes.Group];
        double down = geometry.Rows[row];
        Fetch(down);
        TSource source = _source;
        (int width, int height) = (_width, _height);
        Vector256<int> lastLeft = Vector256.Create(width - 2), lastTop = Vector256.Create(height - 2), lastPair = Vector256.Create(source.LastPair);
        for (int i = 0; i < pixels.Length; i += ColourPlanes.Group)
        {
            (EightPositions x, EightPositions y) = PositionsAt(i, down);
            (Vector256<int> left, Vector256<float> right) = x.Split();
            (Vector256<int> top, Vector256<float> below) = y.Split();
            Vector256<int> first = (top * width) + left;
            Vector256<int> next = first + Vector256.Create(width);

            // Most points have four neighbours inside the picture: none of these differences is negative.
            Vector256<int> outside = left | top | (lastLeft - left) | (lastTop - top) | (lastPair - next);
            if (_exact && outside.ExtractMostSignificantBits() == 0)
                Blend(source, first, next, right, below, ref MemoryMarshal.GetReference(offsets)).CopyTo(pixels, i);
            else
                SampleEdge(row, i, pixels, offsets);
        }
    }

    /// <summary>One row whose points stray; the plain way, for they are rare.</summary>
    public readonly void Sample(int row, ColourPlanes pixels, GridJitter jitter)
    {
        var noise = new GridNoise(jitter.Seed);
        double farX = jitter.Magnitude * (_width - 1), farY = jitter.Magnitude * (_height - 1);
        for (int i = 0; i < pixels.Length; i++)
        {
            (double x, double y) = _lookup.Map(_columns[i], geometry.Rows[row]);
            (float right, float down, _) = noise.At(row, i);
            SampleOne(x + ((right - 0.5) * farX), y + ((down - 0.5) * farY), i, pixels);
        }
    }

    /// <summary>Fetches the rows that a row of the result runs over, as far as its ends tell.</summary>
    private void Fetch(double down)
    {
        (_, double start) = _lookup.Map(_columns[0], down);
        (_, double end) = _lookup.Map(_columns[geometry.Columns.Length - 1], down);
        double from = Math.Max(Math.Min(start, end), 0), to = Math.Min(Math.Max(start, end) + 2, _height);
        if (from < to)
            _fetched.Add(_source, _width, (int)from, (int)to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly (EightPositions X, EightPositions Y) PositionsAt(int column, double row)
    {
        var across = new EightPositions(Vector256.Create(_columns[column..]), Vector256.Create(_columns[(column + 4)..]));
        EightPositions x = across.Along(_lookup.M00, (_lookup.M01 * row) + _lookup.M02);
        EightPositions y = across.Along(_lookup.M10, (_lookup.M11 * row) + _lookup.M12);
        if (_lookup.IsAffine)
            return (x, y);
        EightPositions divisors = across.Along(_lookup.M20, (_lookup.M21 * row) + _lookup.M22);
        return (x.Over(divisors), y.Over(divisors));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColourVectors Blend(
        TSource source, Vector256<int> first, Vector256<int> next, Vector256<float> right, Vector256<float> below, ref int offsets)
    {
        ref int nextOffsets = ref Unsafe.Add(ref offsets, ColourPlanes.Group);
        (first * TSource.Step).StoreUnsafe(ref offsets);
        (next * TSource.Step).StoreUnsafe(ref nextOffsets);
        (ColourVectors aboveLeft, ColourVectors aboveRight) = source.Load(ref offsets);
        (ColourVectors belowLeft, ColourVectors belowRight) = source.Load(ref nextOffsets);
        return aboveLeft.Towards(aboveRight, right).Towards(belowLeft.Towards(belowRight, right), below) * Vector256.Create(1 / TSource.Full);
    }

    /// <summary>Points of which some lie beyond the edge, or at the last pixels, where a pair cannot be read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SampleEdge(int row, int column, ColourPlanes pixels, Span<int> offsets)
    {
        (EightPositions x, EightPositions y) = PositionsAt(column, geometry.Rows[row]);
        if (_exact && padding != PaddingMode.Zeros && x.AreNear && y.AreNear)
        {
            (Vector256<int> left, Vector256<float> right) = x.MovedInside(_width - 1, padding).Split();
            (Vector256<int> top, Vector256<float> below) = y.MovedInside(_height - 1, padding).Split();
            Vector256<int> first = (top * _width) + left;

            // Where a point lies on the last row there is none below, and its share is 0; likewise beyond the last column.
            Vector256<int> next = first + (Vector256.LessThan(top, Vector256.Create(_height - 1)) & Vector256.Create(_width));
            if (Vector256.LessThanOrEqualAll(next, Vector256.Create(_source.LastPair)))
            {
                Blend(_source, first, next, right, below, ref MemoryMarshal.GetReference(offsets)).CopyTo(pixels, column);
                return;
            }
        }

        for (int i = column; i < column + ColourPlanes.Group; i++)
        {
            (double atX, double atY) = _lookup.Map(_columns[i], geometry.Rows[row]);
            SampleOne(atX, atY, i, pixels);
        }
    }

    /// <summary>One pixel from anywhere, NaN too.</summary>
    private readonly void SampleOne(double x, double y, int column, ColourPlanes pixels)
    {
        Tap across = Tap.At(x, _width, padding);
        Tap down = Tap.At(y, _height, padding);
        int above = down.First * _width, below = down.Second * _width;
        Vector128<float> upper = (_source.Single(above + across.First) * across.FirstWeight) + (_source.Single(above + across.Second) * across.SecondWeight);
        Vector128<float> lower = (_source.Single(below + across.First) * across.FirstWeight) + (_source.Single(below + across.Second) * across.SecondWeight);
        Vector128<float> seen = ((upper * down.FirstWeight) + (lower * down.SecondWeight)) * (1 / TSource.Full);
        pixels.Set(column, seen[0], seen[1], seen[2]);
    }
}
