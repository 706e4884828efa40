using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>The header before an entry's bytes, which repeats what the directory says.</summary>
internal static class ZipLocalHeader
{
    /// <summary>Bytes without name and extra field.</summary>
    public const int FixedLength = 30;

    private const uint Mark = 0x04034b50;

    /// <summary>Where the entry's bytes begin.</summary>
    /// <exception cref="FormatFault">There is no such header, or it speaks of another entry.</exception>
    public static long DataOffset(SafeFileHandle file, long offset, ReadOnlySpan<byte> name, long dataEnd)
    {
        if (offset < 0 || offset > dataEnd - FixedLength - name.Length)
            throw new FormatFault($"its zip entry {Shown(name)} begins at byte {offset}, past the place where entries end");
        Span<byte> header = stackalloc byte[FixedLength + name.Length];
        FileBytes.Read(file, header, offset);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Mark)
            throw new FormatFault($"its zip entry {Shown(name)} has no header at byte {offset}");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        if (nameLength != name.Length || !header[FixedLength..].SequenceEqual(name))
            throw new FormatFault($"its zip entry {Shown(name)} has another name in its own header");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != 0)
            throw new FormatFault($"its zip entry {Shown(name)} is compressed by its own header, and stored by the directory");
        return offset + FixedLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
    }

    private static string Shown(ReadOnlySpan<byte> name) => Quoted.Text(Encoding.UTF8.GetString(name));
}
