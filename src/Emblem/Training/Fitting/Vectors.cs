using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Training.Fitting;

/// <summary>Arithmetic on vectors of doubles of one length, the same to the last bit on every processor.</summary>
internal static class Vectors
{
    /// <summary>The sum of products: of every fourth number in four times four lanes, which are added in the end.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> left = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> right = MemoryMarshal.Cast<double, Vector256<double>>(b)[..left.Length];
        (Vector256<double> s0, Vector256<double> s1, Vector256<double> s2, Vector256<double> s3) = default((Vector256<double>, Vector256<double>, Vector256<double>, Vector256<double>));
        int i = 0;
        for (; i + 4 <= left.Length; i += 4)
        {
            s0 = Vector256.FusedMultiplyAdd(left[i], right[i], s0);
            s1 = Vector256.FusedMultiplyAdd(left[i + 1], right[i + 1], s1);
            s2 = Vector256.FusedMultiplyAdd(left[i + 2], right[i + 2], s2);
            s3 = Vector256.FusedMultiplyAdd(left[i + 3], right[i + 3], s3);
        }

        for (; i < left.Length; i++)
            s0 = Vector256.FusedMultiplyAdd(left[i], right[i], s0);
        double sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (int rest = left.Length * Vector256<double>.Count; rest < a.Length; rest++)
            sum = Math.FusedMultiplyAdd(a[rest], b[rest], sum);
        return sum;
    }

    /// <summary>Adds a vector times a factor to another.</summary>
    public static void Add(Span<double> to, ReadOnlySpan<double> what, double factor)
    {
        Span<Vector256<double>> sums = MemoryMarshal.Cast<double, Vector256<double>>(to);
        ReadOnlySpan<Vector256<double>> added = MemoryMarshal.Cast<double, Vector256<double>>(what)[..sums.Length];
        var wide = Vector256.Create(factor);
        for (int i = 0; i < sums.Length; i++)
            sums[i] = Vector256.FusedMultiplyAdd(added[i], wide, sums[i]);
        for (int rest = sums.Length * Vector256<double>.Count; rest < to.Length; rest++)
            to[rest] = Math.FusedMultiplyAdd(what[rest], factor, to[rest]);
    }

    /// <summary>The largest size of a part.</summary>
    public static double Largest(ReadOnlySpan<double> parts)
    {
        double largest = 0;
        foreach (double part in parts)
            largest = Math.Max(largest, Math.Abs(part));
        return largest;
    }
}
