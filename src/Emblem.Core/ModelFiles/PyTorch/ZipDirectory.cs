using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// The files of a zip archive as torch writes it: stored, never compressed or encrypted, each name once, nothing overlapping. Where two readers
/// of zip could disagree on what the archive holds, it is refused: the local header must name what the directory names, and
/// the directory must end where its end record begins. Checksums are not compared; torch does not either, and may write none.
/// </summary>
internal static class ZipDirectory
{
    private const uint EntryMark = 0x02014b50;
    private const int EntryLength = 46;
    private const int LongestName = 1024;
    private const int MostEntries = 100_000;
    private const int Encrypted = 1 | (1 << 6) | (1 << 13);

    public static Dictionary<string, ZipEntry> Read(SafeFileHandle file, long fileLength, ReadingBudget budget)
    {
        ZipEnd end = ZipEnd.Find(file, fileLength);
        if (end.Count > MostEntries)
            throw new FormatFault($"its zip directory claims {end.Count} files; up to {MostEntries} are read");
        budget.Charge(end.DirectoryLength);
        byte[] directory = new byte[end.DirectoryLength];
        FileBytes.Read(file, directory, end.DirectoryOffset);
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = directory;
        for (long i = 0; i < end.Count; i++)
        {
            budget.Charge(200);
            ZipEntry entry = ReadEntry(ref rest, file, end.DirectoryOffset);
            if (!entries.TryAdd(entry.Name, entry))
                throw new FormatFault($"its zip directory names {Quoted.Text(entry.Name)} twice");
        }

        if (rest.Length > 0)
            throw new FormatFault($"its zip directory has {rest.Length} bytes more than its {end.Count} files take");
        RequireNoOverlap(entries.Values);
        return entries;
    }

    private static ZipEntry ReadEntry(ref ReadOnlySpan<byte> rest, SafeFileHandle file, long dataEnd)
    {
        if (rest.Length < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(rest) != EntryMark)
            throw new FormatFault("its zip directory is damaged");
        int flags = Short(rest, 8);
        int nameLength = Short(rest, 28);
        int extraLength = Short(rest, 30);
        int whole = EntryLength + nameLength + extraLength + Short(rest, 32);
        if (nameLength > LongestName || whole > rest.Length)
            throw new FormatFault("its zip directory has a name or a note that is too long");
        ReadOnlySpan<byte> nameBytes = rest.Slice(EntryLength, nameLength);
        string name = Encoding.UTF8.GetString(nameBytes);
        if ((flags & Encrypted) != 0)
            throw new FormatFault($"its zip entry {Quoted.Text(name)} is encrypted");
        if (Short(rest, 10) != 0)
            throw new FormatFault($"its zip entry {Quoted.Text(name)} is compressed (method {Short(rest, 10)}); torch stores entries as they are");
        (long length, long stored, long header) = ZipSizes.Of(rest, rest.Slice(EntryLength + nameLength, extraLength), name);
        if (length != stored)
            throw new FormatFault($"its zip entry {Quoted.Text(name)} has {length} bytes and stores {stored}");
        rest = rest[whole..];
        long data = ZipLocalHeader.DataOffset(file, header, nameBytes, dataEnd);
        return data <= dataEnd - length
            ? new ZipEntry(name, data, length)
            : throw new FormatFault($"its zip entry {Quoted.Text(name)} of {length} bytes runs past the place where entries end");
    }

    private static void RequireNoOverlap(IEnumerable<ZipEntry> entries)
    {
        long end = 0;
        foreach (ZipEntry entry in entries.OrderBy(entry => entry.Offset))
        {
            // The local header lies before the data, so entries in a row leave at least its room.
            if (entry.Offset < end + ZipLocalHeader.FixedLength)
                throw new FormatFault($"its zip entry {Quoted.Text(entry.Name)} overlaps another");
            end = entry.Offset + entry.Length;
        }
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
