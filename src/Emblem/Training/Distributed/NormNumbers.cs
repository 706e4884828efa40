using System.Numerics;
using System.Runtime.CompilerServices;

namespace Emblem.Training.Distributed;

/// <summary>A format of numbers that <see cref="NormKernel{TBits, TNumbers}"/> reads and writes; it computes in fp32.</summary>
/// <typeparam name="TBits">The bits of a value.</typeparam>
internal unsafe interface INormNumbers<TBits>
    where TBits : unmanaged
{
    /// <summary>Two vectors of values that lie one behind the other.</summary>
    static abstract (Vector<float> Low, Vector<float> High) Load(TBits* from);

    /// <summary>The same to memory, each rounded to the nearest.</summary>
    static abstract void Store(TBits* to, Vector<float> low, Vector<float> high);

    /// <summary>One value.</summary>
    static abstract float ToSingle(TBits value);

    /// <summary>One value, rounded to the nearest.</summary>
    static abstract TBits FromSingle(float value);
}

/// <summary>fp32.</summary>
internal readonly unsafe struct SingleNormNumbers : INormNumbers<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) Load(float* from) => (Vector.Load(from), Vector.Load(from + Vector<float>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector<float> low, Vector<float> high)
    {
        low.Store(to);
        high.Store(to + Vector<float>.Count);
    }

    public static float ToSingle(float value) => value;

    public static float FromSingle(float value) => value;
}

/// <summary>bf16: the upper half of an fp32; ties are rounded to even. Infinity stays itself, and what is not a number stays none.</summary>
internal readonly unsafe struct BFloat16NormNumbers : INormNumbers<short>
{
    private const int LowerHalf = 16;
    private const int NearlyHalf = 0x7FFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) Load(short* from)
    {
        Vector.Widen(Vector.Load(from), out Vector<int> low, out Vector<int> high);
        return (Vector.AsVectorSingle(low << LowerHalf), Vector.AsVectorSingle(high << LowerHalf));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(short* to, Vector<float> low, Vector<float> high) => Vector.Narrow(Round(low), Round(high)).Store(to);

    public static float ToSingle(short value) => BitConverter.Int32BitsToSingle(value << LowerHalf);

    public static short FromSingle(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return (short)((float.IsNaN(value) ? bits | (1 << (LowerHalf + 5)) : bits + NearlyHalf + ((bits >> LowerHalf) & 1)) >> LowerHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Round(Vector<float> values)
    {
        Vector<int> bits = Vector.AsVectorInt32(values);
        Vector<int> rounded = bits + new Vector<int>(NearlyHalf) + ((bits >> LowerHalf) & Vector<int>.One);
        Vector<int> isNumber = Vector.Equals(values, values);
        return Vector.ConditionalSelect(isNumber, rounded, bits | new Vector<int>(1 << (LowerHalf + 5))) >> LowerHalf;
    }
}
