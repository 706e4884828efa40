using System.Numerics;

namespace Emblem.Models.Fused;

/// <summary>A format of numbers that <see cref="MaxPoolKernel{TBits, TNumbers}"/> can pool, seen as the signed integers of its bits.</summary>
/// <typeparam name="TBits">As wide as a number, and signed: non-negative numbers order as their bits do, and negative ones lie below.</typeparam>
internal interface IPoolNumbers<TBits>
    where TBits : unmanaged
{
    /// <summary>The bits of infinity; larger ones are not numbers.</summary>
    static abstract TBits Infinity { get; }

    /// <summary>Sums, each rounded to the format.</summary>
    static abstract Vector<TBits> Add(Vector<TBits> left, Vector<TBits> right);
}

/// <summary>fp32.</summary>
internal readonly struct SingleNumbers : IPoolNumbers<int>
{
    public static int Infinity => 0x7F800000;

    public static Vector<int> Add(Vector<int> left, Vector<int> right) =>
        Vector.AsVectorInt32(Vector.AsVectorSingle(left) + Vector.AsVectorSingle(right));
}

/// <summary>bf16: the upper half of an fp32. Added as fp32 and rounded to the nearest, ties to even.</summary>
internal readonly struct BFloat16Numbers : IPoolNumbers<short>
{
    private const int LowerHalf = 16;

    public static short Infinity => 0x7F80;

    public static Vector<short> Add(Vector<short> left, Vector<short> right)
    {
        Vector.Widen(left, out Vector<int> leftLow, out Vector<int> leftHigh);
        Vector.Widen(right, out Vector<int> rightLow, out Vector<int> rightHigh);
        return Vector.Narrow(Sum(leftLow, rightLow), Sum(leftHigh, rightHigh));
    }

    private static Vector<int> Sum(Vector<int> left, Vector<int> right)
    {
        Vector<int> sum = SingleNumbers.Add(left << LowerHalf, right << LowerHalf);
        Vector<int> toEven = (sum >> LowerHalf) & Vector<int>.One;
        return (sum + new Vector<int>(0x7FFF) + toEven) >> LowerHalf;
    }
}
