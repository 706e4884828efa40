using System.Numerics;
using System.Runtime.InteropServices;

namespace Emblem.ModelFiles;

/// <summary>
/// Looks for weights and statistics that are NaN or infinite: one of them makes every answer of a network NaN. Reads all of it once, a vector at a time:
/// 0.6 s of a core for a gigabyte that the system has in memory.
/// </summary>
internal static class FiniteTensors
{
    private const ushort HalfExponent = 0x7C00;
    private const ushort BrainExponent = 0x7F80;
    private const uint SingleExponent = 0x7F800000;

    /// <summary>The first element that is no finite number for a network, which computes in single precision; −1 where all are. Whole numbers always are.</summary>
    /// <param name="type">Types that no network here reads count as whole numbers.</param>
    /// <param name="bytes">Little-endian, in C order.</param>
    public static int FirstFault(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.F16 => First(MemoryMarshal.Cast<byte, ushort>(bytes), HalfExponent),
        TensorType.BF16 => First(MemoryMarshal.Cast<byte, ushort>(bytes), BrainExponent),
        TensorType.F32 => First(MemoryMarshal.Cast<byte, uint>(bytes), SingleExponent),
        TensorType.F64 => First(MemoryMarshal.Cast<byte, double>(bytes)),
        _ => -1,
    };

    /// <summary>What is wrong with a tensor, such as <c>'fc.weight' holds NaN or infinity (its element 3)</c>; null where nothing is.</summary>
    public static string? Describe(string name, TensorType type, ReadOnlySpan<byte> bytes) =>
        FirstFault(type, bytes) is >= 0 and int place ? $"'{name}' holds NaN or infinity (its element {place})" : null;

    /// <summary>The same of the first tensor of a file that has such a number. Memory holds the largest tensor.</summary>
    /// <param name="file">The file.</param>
    /// <param name="entries">Those of its tensors that matter.</param>
    public static string? Describe(WeightsFile file, IEnumerable<TensorEntry> entries)
    {
        byte[] buffer = [];
        foreach (TensorEntry entry in entries.Where(entry => entry.Type is TensorType.F16 or TensorType.BF16 or TensorType.F32 or TensorType.F64))
        {
            if (buffer.Length < entry.Length)
                buffer = GC.AllocateUninitializedArray<byte>(checked((int)entry.Length));
            Span<byte> bytes = buffer.AsSpan(0, (int)entry.Length);
            file.Read(entry, bytes);
            if (Describe(entry.Name, entry.Type, bytes) is { } fault)
                return fault;
        }

        return null;
    }

    /// <exception cref="ModelFileException">A number among them is not finite; the message names the tensor.</exception>
    /// <inheritdoc cref="Describe(WeightsFile, IEnumerable{TensorEntry})"/>
    public static void Require(WeightsFile file, IEnumerable<TensorEntry> entries)
    {
        if (Describe(file, entries) is { } fault)
        {
            throw new ModelFileException(
                $"{file.Path} cannot be used: {fault}, so every answer would be NaN. Its training ran away before it was saved, or the file is damaged: "
                + "take other weights, or train again with a lower rate.");
        }
    }

    /// <summary>Infinity and NaN are the numbers whose exponent has all bits set.</summary>
    private static int First<T>(ReadOnlySpan<T> bits, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var all = new Vector<T>(exponent);
        int i = 0;
        while (i <= bits.Length - Vector<T>.Count && !Vector.EqualsAny(new Vector<T>(bits[i..]) & all, all))
            i += Vector<T>.Count;
        for (; i < bits.Length; i++)
        {
            if ((bits[i] & exponent) == exponent)
                return i;
        }

        return -1;
    }

    private static int First(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite((float)values[i]))
                return i;
        }

        return -1;
    }
}
