using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>The record at the end of a zip archive that says where its directory lies; large archives have a 64-bit one before it.</summary>
internal sealed record ZipEnd(long Count, long DirectoryOffset, long DirectoryLength)
{
    private const uint Mark = 0x06054b50;
    private const uint Mark64 = 0x06064b50;
    private const uint LocatorMark64 = 0x07064b50;
    private const int Length = 22;
    private const int Length64 = 56;
    private const int LocatorLength64 = 20;

    public static ZipEnd Find(SafeFileHandle file, long fileLength)
    {
        byte[] tail = new byte[(int)Math.Min(fileLength, Length + ushort.MaxValue)];
        FileBytes.Read(file, tail, fileLength - tail.Length);
        for (int at = tail.Length - Length; at >= 0; at--)
        {
            ReadOnlySpan<byte> record = tail.AsSpan(at);
            if (Int(record, 0) == Mark && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - Length)
                return Read(record, file, fileLength - tail.Length + at);
        }

        throw new FormatFault("it begins as a zip archive and has no directory at its end: it is cut short");
    }

    private static ZipEnd Read(ReadOnlySpan<byte> record, SafeFileHandle file, long at)
    {
        int count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var narrow = new ZipEnd(count, Int(record, 16), Int(record, 12));
        (ZipEnd end, long directoryEnd) = Find64(file, at) is { } wide ? wide : (narrow, at);
        bool agrees = Agrees(narrow.Count, end.Count, ushort.MaxValue) && Agrees(narrow.DirectoryOffset, end.DirectoryOffset, uint.MaxValue)
            && Agrees(narrow.DirectoryLength, end.DirectoryLength, uint.MaxValue);
        if (!agrees || end.DirectoryLength < 0 || end.DirectoryOffset < 0 || end.DirectoryLength > directoryEnd
            || end.DirectoryOffset != directoryEnd - end.DirectoryLength || end.DirectoryLength > Array.MaxLength)
        {
            throw new FormatFault("the end of its zip directory contradicts itself: something was cut out, put before or appended");
        }

        return end;
    }

    private static bool Agrees(long narrow, long wide, long unknown) => narrow == wide || narrow == unknown;

    private static (ZipEnd End, long DirectoryEnd)? Find64(SafeFileHandle file, long at)
    {
        if (at < LocatorLength64 + Length64)
            return null;
        Span<byte> locator = stackalloc byte[LocatorLength64];
        FileBytes.Read(file, locator, at - LocatorLength64);
        if (Int(locator, 0) != LocatorMark64)
            return null;
        long offset = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (offset < 0 || offset > at - LocatorLength64 - Length64)
            throw new FormatFault("its 64-bit zip directory lies outside the file");
        Span<byte> record = stackalloc byte[Length64];
        FileBytes.Read(file, record, offset);
        return Int(record, 0) == Mark64
            ? (new ZipEnd(
                BinaryPrimitives.ReadInt64LittleEndian(record[32..]), BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[40..])), offset)
            : throw new FormatFault("its 64-bit zip directory has no end record where one was announced");
    }

    private static uint Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
