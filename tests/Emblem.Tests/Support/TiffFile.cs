using System.Buffers.Binary;

namespace Emblem.Tests.Support;

/// <summary>A TIFF made tag by tag: numbers of every kind and order, which no encoder here writes. Rows are whole bytes, in one strip or one a colour.</summary>
internal sealed class TiffFile(int width, int height, int bits, int meaning, params IReadOnlyList<double> values)
{
    public int Samples { get; init; } = 1;

    /// <summary>1 whole numbers, 2 signed ones, 3 fractions.</summary>
    public int Kind { get; init; } = 1;

    public bool BigEndian { get; init; }

    public bool Planar { get; init; }

    /// <summary>What samples beyond the colours are: 0 unknown, 1 transparency that is multiplied in, 2 transparency.</summary>
    public IReadOnlyList<int> Extra { get; init; } = [];

    public byte[] Profile { get; init; } = [];

    /// <summary>Red, green and blue of a palette, each of 16 bits.</summary>
    public IReadOnlyList<int> Palette { get; init; } = [];

    /// <summary>The file; values go pixel by pixel, and of a planar file plane by plane.</summary>
    public byte[] ToBytes()
    {
        byte[] pixels = Pixels();
        int strips = Planar ? Samples : 1;
        List<(int Tag, int Type, IReadOnlyList<int> Values)> tags =
        [
            (256, 4, [width]), (257, 4, [height]), (258, 3, [.. Enumerable.Repeat(bits, Samples)]), (259, 3, [1]), (262, 3, [meaning]),
            (273, 4, new int[strips]), (277, 3, [Samples]), (278, 4, [height]), (279, 4, [.. Enumerable.Repeat(pixels.Length / strips, strips)]),
            (284, 3, [Planar ? 2 : 1]), (320, 3, Palette), (338, 3, Extra), (339, 3, [.. Enumerable.Repeat(Kind, Samples)]),
            (34675, 7, [.. Profile.Select(value => (int)value)]),
        ];
        tags.RemoveAll(tag => tag.Values.Count == 0);
        int start = 8 + 2 + (12 * tags.Count) + 4;
        int lengths = tags.Sum(tag => LengthOf(tag.Type, tag.Values.Count));
        tags[tags.FindIndex(tag => tag.Tag == 273)] =
            (273, 4, [.. Enumerable.Range(0, strips).Select(i => start + lengths + (i * pixels.Length / strips))]);

        byte[] file = new byte[start + lengths + pixels.Length];
        (BigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(file);
        Put(file, 4, 4, 8);
        Put(file, 8, 2, tags.Count);
        int far = start;
        for (int i = 0; i < tags.Count; i++)
        {
            (int tag, int type, IReadOnlyList<int> numbers) = tags[i];
            int entry = 10 + (12 * i);
            Put(file, entry, 2, tag);
            Put(file, entry + 2, 2, type);
            Put(file, entry + 4, 4, numbers.Count);
            int length = LengthOf(type, numbers.Count);
            if (length > 0)
                Put(file, entry + 8, 4, far);
            for (int j = 0; j < numbers.Count; j++)
                Put(file, (length > 0 ? far : entry + 8) + (j * SizeOf(type)), SizeOf(type), numbers[j]);
            far += length;
        }

        pixels.CopyTo(file, start + lengths);
        return file;
    }

    /// <summary>The same picture twice, as pages.</summary>
    public byte[] ToPages()
    {
        byte[] first = ToBytes();
        int next = first.Length + (first.Length % 2);
        byte[] file = [.. first, .. new byte[next - first.Length], .. Moved(first)];
        Put(file, 10 + (12 * Count(first)), 4, next);
        return file;
    }

    private static int SizeOf(int type) => type switch { 3 => 2, 4 => 4, _ => 1 };

    /// <summary>Up to four bytes lie in the entry itself.</summary>
    private static int LengthOf(int type, int count) => SizeOf(type) * count is > 4 and var length ? length + (length % 2) : 0;

    /// <summary>The directory again, after the file: what it points at stays where it is.</summary>
    private byte[] Moved(byte[] file) => file[8..(8 + 2 + (12 * Count(file)) + 4)];

    private int Count(byte[] file) => BigEndian ? file[9] : file[8];

    private byte[] Pixels()
    {
        if (bits % 8 != 0)
        {
            int row = width * Samples;
            return [.. values.Chunk(row).SelectMany(numbers => Packed([.. numbers.Select(value => (int)value)]))];
        }

        byte[] pixels = new byte[values.Count * bits / 8];
        for (int i = 0; i < values.Count; i++)
        {
            Span<byte> place = pixels.AsSpan(i * bits / 8, bits / 8);
            switch ((Kind, bits))
            {
                case (3, 16): BinaryPrimitives.WriteHalfLittleEndian(place, (Half)values[i]); break;
                case (3, 32): BinaryPrimitives.WriteSingleLittleEndian(place, (float)values[i]); break;
                case (3, _): BinaryPrimitives.WriteDoubleLittleEndian(place, values[i]); break;
                default:
                    for (int j = 0; j < place.Length; j++)
                        place[j] = (byte)((long)values[i] >> (8 * j));
                    break;
            }

            if (BigEndian)
                place.Reverse();
        }

        return pixels;
    }

    private byte[] Packed(int[] numbers)
    {
        byte[] row = new byte[((numbers.Length * bits) + 7) / 8];
        for (int i = 0; i < numbers.Length * bits; i++)
            row[i / 8] |= (byte)(((numbers[i / bits] >> (bits - 1 - (i % bits))) & 1) << (7 - (i % 8)));
        return row;
    }

    private void Put(byte[] file, int at, int size, int value)
    {
        for (int i = 0; i < size; i++)
            file[at + (BigEndian ? size - 1 - i : i)] = (byte)(value >> (8 * i));
    }
}
