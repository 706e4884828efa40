using System.Numerics;
using System.Runtime.CompilerServices;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Plain sums over the channels of a place, exact in whole numbers. Vectors only save time: a batch has millions of places, and all of this is run
/// once, so it is compiled optimised at once.
/// </summary>
internal static class SignedSums
{
    /// <summary>The values' sum by signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<sbyte> values, ReadOnlySpan<short> signs)
    {
        int sum = 0;
        int i = 0;
        Vector<short> sums = Vector<short>.Zero;
        for (; i <= values.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(values[i..]), out Vector<short> low, out Vector<short> high);
            sums += (low * new Vector<short>(signs[i..])) + (high * new Vector<short>(signs[(i + Vector<short>.Count)..]));
        }

        for (int lane = 0; lane < Vector<short>.Count; lane++)
            sum += sums[lane];
        for (; i < values.Length; i++)
            sum += values[i] * signs[i];
        return sum;
    }

    /// <summary>Adds each value times one factor to its own sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<int> sums, ReadOnlySpan<sbyte> values, int factor)
    {
        int i = 0;
        int lanes = Vector<int>.Count;
        for (; i <= values.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(values[i..]), out Vector<short> low, out Vector<short> high);
            Vector.Widen(low, out Vector<int> first, out Vector<int> second);
            Vector.Widen(high, out Vector<int> third, out Vector<int> fourth);
            Add(sums[i..], first * factor);
            Add(sums[(i + lanes)..], second * factor);
            Add(sums[(i + (2 * lanes))..], third * factor);
            Add(sums[(i + (3 * lanes))..], fourth * factor);
        }

        for (; i < values.Length; i++)
            sums[i] += values[i] * factor;
    }

    /// <summary>Adds to each sum the product of its two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(Span<int> sums, ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        int i = 0;
        for (; i <= left.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(left[i..]), out Vector<short> leftLow, out Vector<short> leftHigh);
            Vector.Widen(new Vector<sbyte>(right[i..]), out Vector<short> rightLow, out Vector<short> rightHigh);
            AddWide(sums[i..], leftLow * rightLow);
            AddWide(sums[(i + Vector<short>.Count)..], leftHigh * rightHigh);
        }

        for (; i < left.Length; i++)
            sums[i] += left[i] * right[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWide(Span<int> sums, Vector<short> values)
    {
        Vector.Widen(values, out Vector<int> low, out Vector<int> high);
        Add(sums, low);
        Add(sums[Vector<int>.Count..], high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<int> sums, Vector<int> values) => (new Vector<int>(sums) + values).CopyTo(sums);
}
