using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>What stands before the pixels of a JPEG file (ITU-T T.81, B.1.1): how many colours, how the camera was held, and the colour profile.</summary>
internal readonly struct JpegSegments
{
    private const byte Mark = 0xFF;
    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfScan = 0xDA;
    private const byte Notes = 0xE1;
    private const byte ProfilePart = 0xE2;
    private const ushort OrientationTag = 274;

    private JpegSegments(int components, int orientation, byte[]? profile) => (Components, Orientation, Profile) = (components, orientation, profile);

    /// <summary>1 for gray, 3 for colour, 4 for CMYK; 0 when no frame header was found.</summary>
    public int Components { get; }

    /// <summary>The camera's note, 1 to 8; 1 is upright, and what a file without one is.</summary>
    public int Orientation { get; }

    /// <summary>The embedded profile, put together from its parts; null for none.</summary>
    public byte[]? Profile { get; }

    /// <summary>Reads up to the first scan, or as far as segments follow each other.</summary>
    public static JpegSegments Read(ReadOnlySpan<byte> file)
    {
        (int components, int orientation) = (0, 0);
        var profile = new SortedList<int, byte[]>();
        bool begins = file.StartsWith([Mark, StartOfImage]);
        for (int at = 2; begins && at + 4 <= file.Length && file[at] == Mark && file[at + 1] != StartOfScan;)
        {
            byte kind = file[at + 1];
            if (kind == Mark)
            {
                at++;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                break;
            ReadOnlySpan<byte> body = file.Slice(at + 4, length - 2);
            if (IsFrame(kind) && body.Length > 5)
                components = body[5];
            if (kind == Notes && orientation == 0 && body.StartsWith("Exif\0\0"u8))
                orientation = OrientationOf(body[6..]);
            if (kind == ProfilePart && body.StartsWith("ICC_PROFILE\0"u8) && body.Length > 14)
                profile.TryAdd(body[12], body[14..].ToArray());
            at += 2 + length;
        }

        return new JpegSegments(components, Math.Max(1, orientation), profile.Count == 0 ? null : [.. profile.Values.SelectMany(part => part)]);
    }

    private static int OrientationOf(ReadOnlySpan<byte> notes) => new TiffDirectory(notes).Number(OrientationTag, 1) is >= 1 and <= 8 and var turn ? (int)turn : 1;

    /// <summary>Among the frame headers stand the tables of Huffman and arithmetic coding, and one that is reserved.</summary>
    private static bool IsFrame(byte kind) => kind is >= FirstFrame and <= LastFrame and not (0xC4 or 0xC8 or 0xCC);
}
