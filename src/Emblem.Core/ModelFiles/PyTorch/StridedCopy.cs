using System.Runtime.InteropServices;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>Puts elements that lie with strides into C order.</summary>
internal static class StridedCopy
{
    /// <param name="source">From the first element to the last.</param>
    /// <param name="destination">Room for all elements.</param>
    /// <param name="elementSize">1, 2, 4 or 8 bytes.</param>
    /// <param name="shape">Sides, none of them zero.</param>
    /// <param name="strides">In elements, none below zero.</param>
    public static void ToRowMajor(ReadOnlySpan<byte> source, Span<byte> destination, int elementSize, long[] shape, long[] strides)
    {
        switch (elementSize)
        {
            case 1: Copy(source, destination, shape, strides); break;
            case 2: Copy(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(destination), shape, strides); break;
            case 4: Copy(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(destination), shape, strides); break;
            default: Copy(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(destination), shape, strides); break;
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination, long[] shape, long[] strides)
        where T : unmanaged
    {
        if (shape.Length == 0)
        {
            destination[0] = source[0];
            return;
        }

        Span<long> index = stackalloc long[shape.Length];
        index.Clear();
        long inner = shape[^1];
        long stride = strides[^1];
        long from = 0;
        int to = 0;
        while (true)
        {
            for (long i = 0; i < inner; i++)
                destination[to++] = source[(int)(from + (i * stride))];

            // The odometer of the outer sides.
            int side = shape.Length - 2;
            while (side >= 0 && ++index[side] == shape[side])
            {
                from -= (shape[side] - 1) * strides[side];
                index[side--] = 0;
            }

            if (side < 0)
                return;
            from += strides[side];
        }
    }
}
