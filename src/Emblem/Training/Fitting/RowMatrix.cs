using System.Runtime.Intrinsics;

namespace Emblem.Training.Fitting;

/// <summary>
/// Rows of doubles, multiplied by a few columns at a time, as a linear classifier's are by its classes: products that a general matrix multiplication
/// takes five times as long for, since it packs both sides first. Sums are taken in one order, whatever the number of threads and the width of a
/// processor's registers: equal rows give equal bits everywhere. (<c>TensorPrimitives</c> adds as wide as the processor can.)
/// </summary>
/// <param name="values">Row after row; read in place.</param>
/// <param name="width">Numbers in a row.</param>
internal sealed class RowMatrix(double[] values, int width)
{
    // Rows, and columns, of one piece of work; a strip of columns is as wide as 8 registers.
    private const int Block = 128;
    private const int Strip = 32;

    // Below so many products threads cost more than they save.
    private const long WorthThreads = 1 << 18;

    /// <summary>Rows.</summary>
    public int Count { get; } = values.Length / width;

    /// <summary>Each row times each of some vectors: [rows, vectors].</summary>
    /// <param name="vectors">Vector after vector, in front of anything else.</param>
    /// <param name="count">Vectors.</param>
    /// <param name="result">Is overwritten.</param>
    public void Times(double[] vectors, int count, double[] result) => InBlocks(Count, Block, (long)values.Length * count, (first, end) =>
    {
        for (int row = first; row < end; row++)
        {
            ReadOnlySpan<double> numbers = values.AsSpan(row * width, width);
            for (int vector = 0; vector < count; vector++)
                result[(row * count) + vector] = Vectors.Dot(numbers, vectors.AsSpan(vector * width, width));
        }
    });

    /// <summary>The sum of all rows, each times a factor, for some columns of factors: [columns, width].</summary>
    /// <param name="factors">[rows, columns].</param>
    /// <param name="count">Columns of factors.</param>
    /// <param name="result">Its front is overwritten.</param>
    public void SumTimes(double[] factors, int count, double[] result)
    {
        int whole = width / Strip * Strip;
        InBlocks(whole / Strip, 1, (long)values.Length * count, (first, end) =>
        {
            for (int at = first * Strip; at < end * Strip; at += Strip)
                SumStrip(at, factors, count, result);
        });
        for (int column = 0; column < count; column++)
        {
            for (int at = whole; at < width; at++)
            {
                double sum = 0;
                for (int row = 0; row < Count; row++)
                    sum = Math.FusedMultiplyAdd(factors[(row * count) + column], values[(row * width) + at], sum);
                result[(column * width) + at] = sum;
            }
        }
    }

    /// <summary>Does pieces of the work at the same time where there is enough of it.</summary>
    /// <param name="count">Of what is divided.</param>
    /// <param name="block">In one piece.</param>
    /// <param name="products">How much work there is.</param>
    /// <param name="work">Told the first of a piece and the one behind its last.</param>
    public static void InBlocks(int count, int block, long products, Action<int, int> work)
    {
        int blocks = (count + block - 1) / block;
        if (products < WorthThreads)
            work(0, count);
        else
            Parallel.For(0, blocks, i => work(i * block, Math.Min(count, (i + 1) * block)));
    }

    /// <summary>A block of rows after the other, so that it is still near when the next column of factors wants it.</summary>
    private void SumStrip(int at, double[] factors, int count, double[] result)
    {
        for (int column = 0; column < count; column++)
            result.AsSpan((column * width) + at, Strip).Clear();
        for (int first = 0; first < Count; first += Block)
        {
            for (int column = 0; column < count; column++)
                Add(first, Math.Min(Count, first + Block), at, factors, count, column, result.AsSpan((column * width) + at, Strip));
        }
    }

    private void Add(int first, int end, int at, double[] factors, int count, int column, Span<double> to)
    {
        ref double sums = ref to[0];
        (Vector256<double> s0, Vector256<double> s1, Vector256<double> s2, Vector256<double> s3) = (Load(ref sums, 0), Load(ref sums, 4), Load(ref sums, 8), Load(ref sums, 12));
        (Vector256<double> s4, Vector256<double> s5, Vector256<double> s6, Vector256<double> s7) = (Load(ref sums, 16), Load(ref sums, 20), Load(ref sums, 24), Load(ref sums, 28));
        for (int row = first; row < end; row++)
        {
            ref double numbers = ref values[(row * width) + at];
            var factor = Vector256.Create(factors[(row * count) + column]);
            s0 = Vector256.FusedMultiplyAdd(Load(ref numbers, 0), factor, s0);
            s1 = Vector256.FusedMultiplyAdd(Load(ref numbers, 4), factor, s1);
            s2 = Vector256.FusedMultiplyAdd(Load(ref numbers, 8), factor, s2);
            s3 = Vector256.FusedMultiplyAdd(Load(ref numbers, 12), factor, s3);
            s4 = Vector256.FusedMultiplyAdd(Load(ref numbers, 16), factor, s4);
            s5 = Vector256.FusedMultiplyAdd(Load(ref numbers, 20), factor, s5);
            s6 = Vector256.FusedMultiplyAdd(Load(ref numbers, 24), factor, s6);
            s7 = Vector256.FusedMultiplyAdd(Load(ref numbers, 28), factor, s7);
        }

        s0.CopyTo(to);
        s1.CopyTo(to[4..]);
        s2.CopyTo(to[8..]);
        s3.CopyTo(to[12..]);
        s4.CopyTo(to[16..]);
        s5.CopyTo(to[20..]);
        s6.CopyTo(to[24..]);
        s7.CopyTo(to[28..]);
    }

    private static Vector256<double> Load(ref double numbers, nuint at) => Vector256.LoadUnsafe(ref numbers, at);
}
