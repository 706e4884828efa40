using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>The first directory of a TIFF structure (TIFF 6.0, section 2), which a camera's notes (EXIF) are too: whole numbers by tag.</summary>
internal readonly ref struct TiffDirectory
{
    private const int Header = 8;
    private const int Entry = 12;

    private readonly ReadOnlySpan<byte> _file;
    private readonly bool _bigEndian;
    private readonly int _entries;
    private readonly int _count;

    /// <summary>Opens the directory; one that lies outside has no tags.</summary>
    public TiffDirectory(ReadOnlySpan<byte> file)
    {
        _file = file;
        _bigEndian = file.StartsWith("MM"u8);
        if (file.Length < Header || !(_bigEndian || file.StartsWith("II"u8)))
            return;
        uint start = Long(4);
        if (start > file.Length - 2)
            return;
        _entries = (int)start + 2;
        _count = Math.Min(Short((int)start), (file.Length - _entries) / Entry);
    }

    public bool Has(ushort tag) => Find(tag) >= 0;

    /// <summary>A tag's first number, or the usual one where it is not there.</summary>
    public uint Number(ushort tag, uint usual) => Numbers(tag) is [var first, ..] ? first : usual;

    /// <summary>All numbers of a tag of bytes, shorts or longs; empty where it is not there, is of another type or lies outside.</summary>
    public uint[] Numbers(ushort tag)
    {
        if (Find(tag) is not (>= 0 and var entry))
            return [];
        int size = SizeOf(entry);
        uint count = Long(entry + 4);
        long at = ValuesOf(entry, size, count);
        if (size == 0 || at + ((long)count * size) > _file.Length)
            return [];
        uint[] numbers = new uint[count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = size == 1 ? _file[(int)at + i] : size == 2 ? Short((int)at + (2 * i)) : Long((int)at + (4 * i));
        return numbers;
    }

    /// <summary>A copy of the file in which a tag of one short has another value.</summary>
    public byte[] With(ushort tag, ushort value)
    {
        byte[] copy = _file.ToArray();
        Span<byte> place = copy.AsSpan(Find(tag) + 8);
        if (_bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(place, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(place, value);
        return copy;
    }

    /// <summary>Up to four bytes lie in the entry itself.</summary>
    private long ValuesOf(int entry, int size, uint count) => (long)count * size <= 4 ? entry + 8 : Long(entry + 8);

    private int Find(ushort tag)
    {
        for (int i = 0; i < _count; i++)
        {
            if (Short(_entries + (i * Entry)) == tag)
                return _entries + (i * Entry);
        }

        return -1;
    }

    private int SizeOf(int entry) => Short(entry + 2) switch { 1 => 1, 3 => 2, 4 => 4, _ => 0 };

    private ushort Short(int at) =>
        _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(_file[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_file[at..]);

    private uint Long(int at) => _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_file[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_file[at..]);
}
