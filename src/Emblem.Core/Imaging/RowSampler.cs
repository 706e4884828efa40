using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// Looks rows of the result up in a picture, with bilinear interpolation. Positions are worked out in double precision: a large picture's
/// last columns are as exact as its first.
/// </summary>
internal readonly ref struct RowSampler<TSource>(TSource source, SamplingGeometry geometry, PaddingMode padding)
    where TSource : ISourcePixels, allows ref struct
{
    private readonly TSource _source = source;
    private readonly Homography _lookup = geometry.Lookup;
    private readonly int _width = geometry.ShrunkWidth;
    private readonly int _height = geometry.ShrunkHeight;

    /// <summary>One row, in 0..1.</summary>
    /// <param name="row">From the top.</param>
    /// <param name="pixels">As many as the result has columns.</param>
    public void Sample(int row, Span<Vector128<float>> pixels)
    {
        ReadOnlySpan<double> columns = geometry.Columns;
        double down = geometry.Rows[row];
        double fromX = (_lookup.M01 * down) + _lookup.M02;
        double fromY = (_lookup.M11 * down) + _lookup.M12;
        double fromDivisor = (_lookup.M21 * down) + _lookup.M22;
        bool affine = _lookup.IsAffine;
        double lastX = _width - 1;
        double lastY = _height - 1;
        for (int i = 0; i < pixels.Length && i < columns.Length; i++)
        {
            double column = columns[i];
            double x = (_lookup.M00 * column) + fromX;
            double y = (_lookup.M10 * column) + fromY;
            if (!affine)
            {
                double divisor = (_lookup.M20 * column) + fromDivisor;
                x /= divisor;
                y /= divisor;
            }

            // Most points have four neighbours inside the picture, two pairs in memory. The rest, NaN too, takes the long way.
            int left = double.ConvertToIntegerNative<int>(x);
            int top = double.ConvertToIntegerNative<int>(y);
            int first = (top * _width) + left;
            pixels[i] = x >= 0 && y >= 0 && x < lastX && y < lastY && first + _width <= _source.LastPair
                ? Inside(first, (float)(x - left), (float)(y - top))
                : AtEdge(x, y);
        }
    }

    /// <summary>One row whose points stray; the plain way, for they are rare.</summary>
    public void Sample(int row, Span<Vector128<float>> pixels, GridJitter jitter)
    {
        var noise = new GridNoise(jitter.Seed);
        double farX = jitter.Magnitude * (_width - 1), farY = jitter.Magnitude * (_height - 1);
        for (int i = 0; i < pixels.Length; i++)
        {
            (double x, double y) = _lookup.Map(geometry.Columns[i], geometry.Rows[row]);
            (float right, float down, _) = noise.At(row, i);
            pixels[i] = AtEdge(x + ((right - 0.5) * farX), y + ((down - 0.5) * farY));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Inside(int first, float right, float below)
    {
        Vector256<float> above = _source.Pair(first);
        Vector256<float> pair = above + ((_source.Pair(first + _width) - above) * below);
        Vector128<float> near = pair.GetLower();
        return (near + ((TSource.Second(pair) - near) * right)) * (1 / TSource.Full);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector128<float> AtEdge(double x, double y)
    {
        Tap across = Tap.At(x, _width, padding);
        Tap down = Tap.At(y, _height, padding);
        int above = down.First * _width, below = down.Second * _width;
        Vector128<float> upper = (_source.Single(above + across.First) * across.FirstWeight) + (_source.Single(above + across.Second) * across.SecondWeight);
        Vector128<float> lower = (_source.Single(below + across.First) * across.FirstWeight) + (_source.Single(below + across.Second) * across.SecondWeight);
        return ((upper * down.FirstWeight) + (lower * down.SecondWeight)) * (1 / TSource.Full);
    }
}
