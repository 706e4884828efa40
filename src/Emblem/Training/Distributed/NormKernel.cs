using System.Numerics;
using System.Runtime.CompilerServices;
using Emblem.Compute;

namespace Emblem.Training.Distributed;

/// <summary>
/// The passes of a batch norm whose statistics are of all ranks, over values that lie with channels last: [rows, channels]. A pass reads each value once. Sums are
/// made of pieces of fixed length, each in fp32, and the pieces are added in double and in order: the number of threads changes no bit.
/// </summary>
/// <typeparam name="TBits">The bits of a value.</typeparam>
/// <typeparam name="TNumbers">What they mean.</typeparam>
internal static unsafe class NormKernel<TBits, TNumbers>
    where TBits : unmanaged
    where TNumbers : INormNumbers<TBits>
{
    private const int PieceRows = 256;
    private const int RowsTogether = 4;

    private static int Lanes => 2 * Vector<float>.Count;

    /// <summary>Of each channel the sum of what its values are above a number, then the sum of the squares of it.</summary>
    /// <param name="values">[rows, channels].</param>
    /// <param name="rows">Places of all pictures.</param>
    /// <param name="shift">A number a channel, near its mean, so that no digits are lost.</param>
    /// <param name="threads">At most so many work.</param>
    public static double[] Moments(TBits* values, long rows, float[] shift, int threads) =>
        Sums(rows, shift.Length, threads, (first, count, sums) => AddMoments(values, first, count, shift, sums));

    /// <summary>Of each channel the sum of its gradients, then of gradient times what the value is above the mean.</summary>
    public static double[] Products(TBits* gradients, TBits* values, long rows, float[] mean, int threads) =>
        Sums(rows, mean.Length, threads, (first, count, sums) => AddProducts(gradients, values, first, count, mean, sums));

    /// <summary>Of each channel <c>gradient × one + value × two + three</c>.</summary>
    public static void Blend(TBits* gradients, TBits* values, TBits* result, long rows, float[] one, float[] two, float[] three, int threads)
    {
        int channels = one.Length;
        KernelThreads.Each(PiecesOf(rows), threads, piece =>
        {
            long first = (long)piece * PieceRows;
            for (long row = first; row < Math.Min(first + PieceRows, rows); row++)
                BlendRow(gradients + (row * channels), values + (row * channels), result + (row * channels), one, two, three);
        });
    }

    private static int PiecesOf(long rows) => (int)((rows + PieceRows - 1) / PieceRows);

    private static double[] Sums(long rows, int channels, int threads, Action<long, int, float[]> add)
    {
        float[][] pieces = new float[PiecesOf(rows)][];
        KernelThreads.Each(pieces.Length, threads, piece =>
        {
            long first = (long)piece * PieceRows;
            add(first, (int)Math.Min(PieceRows, rows - first), pieces[piece] = new float[2 * channels]);
        });
        double[] sums = new double[2 * channels];
        foreach (float[] piece in pieces)
        {
            for (int i = 0; i < sums.Length; i++)
                sums[i] += piece[i];
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMoments(TBits* values, long first, int count, float[] shift, float[] sums)
    {
        int channels = shift.Length;
        fixed (float* from = shift, total = sums)
        {
            for (int done = 0; done < count; done += RowsTogether)
            {
                TBits* start = values + ((first + done) * channels);
                int together = Math.Min(RowsTogether, count - done);
                int channel = 0;
                for (; channel <= channels - Lanes; channel += Lanes)
                {
                    (Vector<float> low, Vector<float> high) = SingleNormNumbers.Load(from + channel);
                    Vector<float> sumLow = Vector<float>.Zero, sumHigh = Vector<float>.Zero, squareLow = Vector<float>.Zero, squareHigh = Vector<float>.Zero;
                    for (int row = 0; row < together; row++)
                    {
                        (Vector<float> one, Vector<float> other) = TNumbers.Load(start + ((long)row * channels) + channel);
                        (one, other) = (one - low, other - high);
                        (sumLow, sumHigh, squareLow, squareHigh) = (sumLow + one, sumHigh + other, squareLow + (one * one), squareHigh + (other * other));
                    }

                    Add(total + channel, sumLow, sumHigh);
                    Add(total + channels + channel, squareLow, squareHigh);
                }

                for (; channel < channels; channel++)
                {
                    for (int row = 0; row < together; row++)
                    {
                        float value = TNumbers.ToSingle(start[((long)row * channels) + channel]) - from[channel];
                        total[channel] += value;
                        total[channels + channel] += value * value;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(TBits* gradients, TBits* values, long first, int count, float[] mean, float[] sums)
    {
        int channels = mean.Length;
        fixed (float* from = mean, total = sums)
        {
            for (int done = 0; done < count; done += RowsTogether)
            {
                long start = (first + done) * channels;
                int together = Math.Min(RowsTogether, count - done);
                int channel = 0;
                for (; channel <= channels - Lanes; channel += Lanes)
                {
                    (Vector<float> low, Vector<float> high) = SingleNormNumbers.Load(from + channel);
                    Vector<float> sumLow = Vector<float>.Zero, sumHigh = Vector<float>.Zero, productLow = Vector<float>.Zero, productHigh = Vector<float>.Zero;
                    for (int row = 0; row < together; row++)
                    {
                        long at = start + ((long)row * channels) + channel;
                        (Vector<float> one, Vector<float> other) = TNumbers.Load(values + at);
                        (Vector<float> gradient, Vector<float> next) = TNumbers.Load(gradients + at);
                        (sumLow, sumHigh) = (sumLow + gradient, sumHigh + next);
                        (productLow, productHigh) = (productLow + (gradient * (one - low)), productHigh + (next * (other - high)));
                    }

                    Add(total + channel, sumLow, sumHigh);
                    Add(total + channels + channel, productLow, productHigh);
                }

                for (; channel < channels; channel++)
                {
                    for (int row = 0; row < together; row++)
                    {
                        long at = start + ((long)row * channels) + channel;
                        float gradient = TNumbers.ToSingle(gradients[at]);
                        total[channel] += gradient;
                        total[channels + channel] += gradient * (TNumbers.ToSingle(values[at]) - from[channel]);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlendRow(TBits* gradients, TBits* values, TBits* result, float[] one, float[] two, float[] three)
    {
        fixed (float* first = one, second = two, third = three)
        {
            int channel = 0;
            for (; channel <= one.Length - Lanes; channel += Lanes)
            {
                (Vector<float> low, Vector<float> high) = TNumbers.Load(values + channel);
                (Vector<float> gradient, Vector<float> next) = TNumbers.Load(gradients + channel);
                (Vector<float> oneLow, Vector<float> oneHigh) = SingleNormNumbers.Load(first + channel);
                (Vector<float> twoLow, Vector<float> twoHigh) = SingleNormNumbers.Load(second + channel);
                (Vector<float> threeLow, Vector<float> threeHigh) = SingleNormNumbers.Load(third + channel);
                TNumbers.Store(result + channel, (gradient * oneLow) + (low * twoLow) + threeLow, (next * oneHigh) + (high * twoHigh) + threeHigh);
            }

            for (; channel < one.Length; channel++)
            {
                float blended = (TNumbers.ToSingle(gradients[channel]) * first[channel]) + (TNumbers.ToSingle(values[channel]) * second[channel]) + third[channel];
                result[channel] = TNumbers.FromSingle(blended);
            }
        }
    }

    private static void Add(float* sums, Vector<float> low, Vector<float> high)
    {
        (Vector.Load(sums) + low).Store(sums);
        (Vector.Load(sums + Vector<float>.Count) + high).Store(sums + Vector<float>.Count);
    }
}
