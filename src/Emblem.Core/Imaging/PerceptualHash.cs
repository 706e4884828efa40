using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// What a picture looks like from afar, as the signs and strengths of its 64 lowest spatial frequencies but the mean: a discrete cosine
/// transform of a 32×32 sample (the signs alone are the usual pHash, Zauner 2010), each frequency weighted by its own height, because
/// natural pictures hold the less of one the higher it is. Brightness and contrast do not change it.
/// </summary>
internal static class PerceptualHash
{
    /// <summary>Rows and columns of the sample that is hashed.</summary>
    public const int SampleSide = 32;

    /// <summary>Values of a hash, one signed byte each, lowest frequency first.</summary>
    public const int Length = 64;

    /// <summary>Samples that vary less than this standard deviation, in levels of 255, have no hash: it would be one of noise.</summary>
    private const double LeastDeviation = 4;

    private const int Frequencies = 10;

    /// <summary>Brings a hash of unit length to bytes; a value beyond ±0.32 is cut off, so that no frequency outweighs the rest.</summary>
    private const double Scale = 400;

    private static readonly (int U, int V)[] Order =
    [
        .. Enumerable.Range(1, (Frequencies * Frequencies) - 1).Select(i => (U: i % Frequencies, V: i / Frequencies))
            .OrderBy(f => (f.U * f.U) + (f.V * f.V)).ThenBy(f => f.V).Take(Length),
    ];

    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Hashes a sample.</summary>
    /// <param name="sample">32 × 32 brightness values, row by row.</param>
    /// <param name="hash">Gets <see cref="Length"/> values.</param>
    /// <returns>False, and no hash, for a sample that is flat.</returns>
    public static bool TryCompute(ReadOnlySpan<float> sample, Span<sbyte> hash)
    {
        if (Deviation(sample) < LeastDeviation)
            return false;
        Span<float> spectrum = stackalloc float[Frequencies * Frequencies];
        Transform(sample, spectrum);
        Span<double> weighted = stackalloc double[Length];
        double square = 0;
        for (int i = 0; i < Length; i++)
        {
            (int u, int v) = Order[i];
            double scale = u == 0 || v == 0 ? Math.Sqrt(0.5) : 1;
            weighted[i] = spectrum[(v * Frequencies) + u] * scale * Math.Sqrt((u * u) + (v * v));
            square += weighted[i] * weighted[i];
        }

        double factor = Scale / Math.Sqrt(square + 1e-12);
        for (int i = 0; i < Length; i++)
            hash[i] = (sbyte)Math.Clamp(Math.Round(weighted[i] * factor), -sbyte.MaxValue, sbyte.MaxValue);
        return true;
    }

    /// <summary>The hash of the mirrored sample, without sampling again: odd horizontal frequencies change their sign.</summary>
    public static void Mirror(ReadOnlySpan<sbyte> hash, Span<sbyte> mirrored)
    {
        for (int i = 0; i < Length; i++)
            mirrored[i] = Order[i].U % 2 == 1 ? (sbyte)-hash[i] : hash[i];
    }

    /// <summary>The inner product of two hashes, exact.</summary>
    public static int Product(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        Vector256<int> sum = Vector256<int>.Zero;
        for (int i = 0; i < Length; i += Vector256<sbyte>.Count)
        {
            (Vector256<short> lowA, Vector256<short> highA) = Vector256.Widen(Vector256.Create(a.Slice(i, Vector256<sbyte>.Count)));
            (Vector256<short> lowB, Vector256<short> highB) = Vector256.Widen(Vector256.Create(b.Slice(i, Vector256<sbyte>.Count)));

            // Two products of bytes fit a short together: 2 × 127 × 127 is 32,258.
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen((lowA * lowB) + (highA * highB));
            sum += low + high;
        }

        return Vector256.Sum(sum);
    }

    /// <summary>How alike two hashes are: 1 for equal ones, near 0 for unrelated pictures, −1 for a picture and its negative.</summary>
    public static double Similarity(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b) =>
        Product(a, b) / Math.Sqrt((double)Product(a, a) * Product(b, b));

    private static void Transform(ReadOnlySpan<float> sample, Span<float> spectrum)
    {
        Span<float> rows = stackalloc float[SampleSide * Frequencies];
        for (int y = 0; y < SampleSide; y++)
        {
            for (int u = 0; u < Frequencies; u++)
                rows[(u * SampleSide) + y] = Dot(sample.Slice(y * SampleSide, SampleSide), Cosines.AsSpan(u * SampleSide, SampleSide));
        }

        for (int v = 0; v < Frequencies; v++)
        {
            for (int u = 0; u < Frequencies; u++)
                spectrum[(v * Frequencies) + u] = Dot(rows.Slice(u * SampleSide, SampleSide), Cosines.AsSpan(v * SampleSide, SampleSide));
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < SampleSide; i += Vector256<float>.Count)
            sum += Vector256.Create(a.Slice(i, Vector256<float>.Count)) * Vector256.Create(b.Slice(i, Vector256<float>.Count));
        return Vector256.Sum(sum);
    }

    private static double Deviation(ReadOnlySpan<float> sample)
    {
        double sum = 0, squares = 0;
        foreach (float value in sample)
        {
            sum += value;
            squares += value * value;
        }

        double mean = sum / sample.Length;
        return Math.Sqrt(Math.Max(0, (squares / sample.Length) - (mean * mean)));
    }

    private static float[] MakeCosines()
    {
        var cosines = new float[Frequencies * SampleSide];
        for (int i = 0; i < cosines.Length; i++)
        {
            (int frequency, int position) = (i / SampleSide, i % SampleSide);
            cosines[i] = (float)Math.Cos(Math.PI * frequency * (position + 0.5) / SampleSide);
        }

        return cosines;
    }
}
