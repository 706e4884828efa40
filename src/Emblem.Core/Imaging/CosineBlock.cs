using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>What JPEG does to 8 × 8 values: cosine transform, rounding to multiples of a table's steps, and back (ITU-T T.81, A.3).</summary>
internal static class CosineBlock
{
    public const int Side = 8;

    private static readonly Vector256<float>[] Forward = Matrix((frequency, place) => Cosine(frequency, place));
    private static readonly Vector256<float>[] Back = Matrix((place, frequency) => Cosine(frequency, place));

    /// <param name="values">The plane from the block's first value on; replaced.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="steps">64 steps, by rows of frequencies.</param>
    public static void Quantise(Span<float> values, int stride, ReadOnlySpan<float> steps)
    {
        Span<Vector256<float>> block = stackalloc Vector256<float>[Side];
        for (int row = 0; row < Side; row++)
            block[row] = Vector256.Create<float>(values[(row * stride)..]);
        Transform(block, Forward, Back);
        for (int row = 0; row < Side; row++)
        {
            Vector256<float> step = Vector256.Create(steps[(row * Side)..]);
            block[row] = Vector256.Round(block[row] / step) * step;
        }

        Transform(block, Back, Forward);
        for (int row = 0; row < Side; row++)
            block[row].CopyTo(values[(row * stride)..]);
    }

    /// <summary>left · block · right, each a matrix of eight rows.</summary>
    private static void Transform(Span<Vector256<float>> block, ReadOnlySpan<Vector256<float>> left, ReadOnlySpan<Vector256<float>> right)
    {
        Span<Vector256<float>> half = stackalloc Vector256<float>[Side];
        Product(left, block, half);
        Product(half, right, block);
    }

    private static void Product(ReadOnlySpan<Vector256<float>> left, ReadOnlySpan<Vector256<float>> right, Span<Vector256<float>> result)
    {
        ReadOnlySpan<float> factors = MemoryMarshal.Cast<Vector256<float>, float>(left);
        for (int row = 0; row < Side; row++)
        {
            Vector256<float> sum = right[0] * factors[row * Side];
            for (int k = 1; k < Side; k++)
                sum += right[k] * factors[(row * Side) + k];
            result[row] = sum;
        }
    }

    private static double Cosine(int frequency, int place) =>
        Math.Cos(((2 * place) + 1) * frequency * Math.PI / 16) * (frequency == 0 ? Math.Sqrt(0.125) : 0.5);

    private static Vector256<float>[] Matrix(Func<int, int, double> value) =>
        [.. Enumerable.Range(0, Side).Select(row => Vector256.Create<float>([.. Enumerable.Range(0, Side).Select(column => (float)value(row, column))]))];
}
