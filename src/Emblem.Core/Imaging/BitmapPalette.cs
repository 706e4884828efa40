using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>
/// Windows bitmaps whose table of colours is shorter than their bits allow. The format lets them be: pixels begin where the header says. Skia looks for
/// a full table, finds no room for it and refuses the file, so it gets one that is full.
/// </summary>
internal static class BitmapPalette
{
    private const int PixelsAt = 10;
    private const int HeaderAt = 14;
    private const int UsedAt = 46;
    private const int Oldest = 12;
    private const int Newer = 40;

    /// <summary>The same picture with a full table; the same bytes where the table is full, or there is none.</summary>
    public static byte[] Filled(byte[] file)
    {
        uint header = file.Length < HeaderAt + Oldest ? 0 : Field(file, HeaderAt);
        if (header is not (Oldest or >= Newer) || file.Length < HeaderAt + header)
            return file;
        (int bits, int entry) = header == Oldest ? (Short(file, 24), 3) : (Short(file, 28), 4);
        if (bits is < 1 or > 8)
            return file;
        long colours = header == Oldest || Field(file, UsedAt) == 0 ? 1L << bits : Field(file, UsedAt);
        long full = HeaderAt + header + (entry * colours);
        uint pixels = Field(file, PixelsAt);
        if (colours > 256 || pixels >= full || pixels < HeaderAt + header || pixels > file.Length)
            return file;
        byte[] filled = [.. file[..(int)pixels], .. new byte[full - pixels], .. file[(int)pixels..]];
        BinaryPrimitives.WriteUInt32LittleEndian(filled.AsSpan(2), (uint)filled.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(filled.AsSpan(PixelsAt), (uint)full);
        return filled;
    }

    private static int Short(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint Field(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
