using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Emblem.Imaging;

/// <summary>
/// Fetches eight pairs of neighbouring 32-bit values from anywhere: bilinear interpolation and tables need a value and the one beside it. Eight plain
/// loads: the gather instructions of processors take longer, and not all have them.
/// </summary>
internal static class EightPairs
{
    /// <param name="origin">What offsets count from.</param>
    /// <param name="offsets">The first of eight offsets, in bytes; eight bytes are read at each.</param>
    /// <returns>The first and the second values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> First, Vector256<int> Second) Load(ref byte origin, ref int offsets)
    {
        // Half by half as the shuffles of x86 take them apart: 0 1 4 5 and 2 3 6 7 become 0 to 7.
        Vector256<float> even = Four(ref origin, ref offsets).AsSingle();
        Vector256<float> odd = Four(ref origin, ref Unsafe.Add(ref offsets, 2)).AsSingle();
        if (Avx.IsSupported)
            return (Avx.Shuffle(even, odd, 0b10_00_10_00).AsInt32(), Avx.Shuffle(even, odd, 0b11_01_11_01).AsInt32());
        Vector256<long> near = Vector256.Create(even.GetLower(), odd.GetLower()).AsInt64();
        Vector256<long> far = Vector256.Create(even.GetUpper(), odd.GetUpper()).AsInt64();
        return (Vector256.Narrow(near, far), Vector256.Narrow(near >> 32, far >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Four(ref byte origin, ref int offsets) => Vector256.Create(
        Read(ref origin, offsets),
        Read(ref origin, Unsafe.Add(ref offsets, 1)),
        Read(ref origin, Unsafe.Add(ref offsets, 4)),
        Read(ref origin, Unsafe.Add(ref offsets, 5)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Read(ref byte origin, int offset) => Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref origin, (nint)offset));
}
