using System.Buffers.Binary;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>The sizes and the place of a zip entry: in 32 bits, or in the zip64 field where those are all ones.</summary>
internal static class ZipSizes
{
    private const ushort Zip64 = 1;

    public static (long Length, long Stored, long Header) Of(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra, string name)
    {
        ReadOnlySpan<byte> wide = FindZip64(extra);
        long length = Widen(BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]), ref wide, name);
        long stored = Widen(BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), ref wide, name);
        long header = Widen(BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]), ref wide, name);
        return (length, stored, header);
    }

    private static long Widen(uint narrow, ref ReadOnlySpan<byte> wide, string name)
    {
        if (narrow != uint.MaxValue)
            return narrow;
        long value = wide.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(wide) : -1;
        if (value < 0)
            throw new FormatFault($"its zip entry {Quoted.Text(name)} has no usable 64-bit sizes");
        wide = wide[8..];
        return value;
    }

    private static ReadOnlySpan<byte> FindZip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return default;
    }
}
