using System.Runtime.CompilerServices;

namespace Emblem.Imaging;

/// <summary>Memory as the processor moves it.</summary>
internal static class CacheLines
{
    private const int Length = 64;

    /// <summary>Reads a byte of each line. Volatile, so that the compiler does not leave reads out whose values nobody uses.</summary>
    public static void Read(ref byte start, int bytes)
    {
        for (int at = 0; at < bytes; at += Length)
            Volatile.Read(ref Unsafe.Add(ref start, at));
    }
}
