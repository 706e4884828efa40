using System.Numerics;
using System.Runtime.CompilerServices;
using Emblem.Compute;

namespace Emblem.Models.Fused;

/// <summary>
/// The larger of 0 and the largest value of each 3×3 window, and its gradient, for values that lie with channels last. Values are compared as
/// the integers of their bits: no negative number gets above the 0 that a window starts with, and what is not a number beats all, as in torch.
/// </summary>
/// <remarks>Each result is written once by one thread, so neither their number nor the width of vectors changes a bit.</remarks>
/// <typeparam name="TBits">The bits of a value.</typeparam>
/// <typeparam name="TNumbers">What they mean.</typeparam>
internal static unsafe class MaxPoolKernel<TBits, TNumbers>
    where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
    where TNumbers : IPoolNumbers<TBits>
{
    private const int Side = 3;

    /// <summary>Channels must be a multiple of it.</summary>
    public static int Lanes => Vector<TBits>.Count;

    /// <summary>Pools; notes which place of its window each result came from.</summary>
    /// <param name="values">[pictures, height, width, channels].</param>
    /// <param name="pooled">[pictures, pooled height, pooled width, channels].</param>
    /// <param name="places">Shaped as the results: 0 to 8 by rows, −1 for a result of 0.</param>
    /// <param name="shape">Of the values.</param>
    /// <param name="threads">At most so many work.</param>
    public static void Pool(TBits* values, TBits* pooled, TBits* places, PoolShape shape, int threads) =>
        KernelThreads.Each(shape.Pictures * shape.PooledHeight, threads, row =>
        {
            (int picture, int top) = Math.DivRem(row, shape.PooledHeight);
            long target = (long)row * shape.PooledWidth * shape.Channels;
            TBits* source = values + ((long)picture * shape.Height * shape.Width * shape.Channels);
            for (int left = 0; left < shape.PooledWidth; left++, target += shape.Channels)
                PoolPlace(source, pooled + target, places + target, shape, top, left);
        });

    /// <summary>Hands the gradient of each result to the value that it came from.</summary>
    /// <param name="gradients">Of the results, shaped as they.</param>
    /// <param name="places">As <see cref="Pool"/> noted them.</param>
    /// <param name="spread">Gets the gradients of the values, shaped as they; every one is written.</param>
    /// <param name="shape">Of the values.</param>
    /// <param name="threads">At most so many work.</param>
    public static void Spread(TBits* gradients, TBits* places, TBits* spread, PoolShape shape, int threads) =>
        KernelThreads.Each(shape.Pictures * shape.Height, threads, row =>
        {
            (int picture, int y) = Math.DivRem(row, shape.Height);
            long source = (long)picture * shape.PooledHeight * shape.PooledWidth * shape.Channels;
            TBits* target = spread + ((long)row * shape.Width * shape.Channels);
            for (int x = 0; x < shape.Width; x++, target += shape.Channels)
                SpreadPlace(gradients + source, places + source, target, shape, y, x);
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PoolPlace(TBits* values, TBits* pooled, TBits* places, PoolShape shape, int top, int left)
    {
        for (int channel = 0; channel < shape.Channels; channel += Lanes)
        {
            Vector<TBits> best = Vector<TBits>.Zero;
            Vector<TBits> place = Vector<TBits>.AllBitsSet;
            for (int i = 0; i < Side * Side; i++)
            {
                (int y, int x) = ((top * 2) - 1 + (i / Side), (left * 2) - 1 + (i % Side));
                if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
                    continue;
                Vector<TBits> value = WithoutSignIfNaN(Vector.Load(values + ((((long)y * shape.Width) + x) * shape.Channels) + channel));
                Vector<TBits> larger = Vector.GreaterThan(value, best);
                best = Vector.ConditionalSelect(larger, value, best);
                place = Vector.ConditionalSelect(larger, new Vector<TBits>(TBits.CreateTruncating(i)), place);
            }

            best.Store(pooled + channel);
            place.Store(places + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadPlace(TBits* gradients, TBits* places, TBits* target, PoolShape shape, int y, int x)
    {
        // An even row is the middle one of one window, an odd row the last of one and the first of the next; columns likewise.
        (int rows, int row) = (y % 2 == 0 || (y + 1) / 2 == shape.PooledHeight ? 1 : 2, y / 2);
        (int columns, int column) = (x % 2 == 0 || (x + 1) / 2 == shape.PooledWidth ? 1 : 2, x / 2);
        for (int channel = 0; channel < shape.Channels; channel += Lanes)
        {
            Vector<TBits> sum = From(row, column);
            if (columns == 2)
                sum = TNumbers.Add(sum, From(row, column + 1));
            if (rows == 2)
                sum = TNumbers.Add(sum, From(row + 1, column));
            if (rows == 2 && columns == 2)
                sum = TNumbers.Add(sum, From(row + 1, column + 1));
            sum.Store(target + channel);

            Vector<TBits> From(int top, int left)
            {
                long at = ((((long)top * shape.PooledWidth) + left) * shape.Channels) + channel;
                int place = ((y + 1 - (top * 2)) * Side) + x + 1 - (left * 2);
                Vector<TBits> chosen = Vector.Equals(Vector.Load(places + at), new Vector<TBits>(TBits.CreateTruncating(place)));
                return chosen & Vector.Load(gradients + at);
            }
        }
    }

    private static Vector<TBits> WithoutSignIfNaN(Vector<TBits> bits)
    {
        Vector<TBits> size = bits & new Vector<TBits>(TBits.MaxValue);
        return Vector.ConditionalSelect(Vector.GreaterThan(size, new Vector<TBits>(TNumbers.Infinity)), size, bits);
    }
}
