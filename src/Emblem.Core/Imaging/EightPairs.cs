using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        var near = Vector256.Create(
            Read(ref origin, offsets), Read(ref origin, Unsafe.Add(ref offsets, 1)), Read(ref origin, Unsafe.Add(ref offsets, 2)), Read(ref origin, Unsafe.Add(ref offsets, 3)));
        var far = Vector256.Create(
            Read(ref origin, Unsafe.Add(ref offsets, 4)), Read(ref origin, Unsafe.Add(ref offsets, 5)), Read(ref origin, Unsafe.Add(ref offsets, 6)), Read(ref origin, Unsafe.Add(ref offsets, 7)));
        return (Vector256.Narrow(near, far), Vector256.Narrow(near >> 32, far >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Read(ref byte origin, int offset) => Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref origin, (nint)offset));
}
