using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>What stands before the pixels of a JPEG file (ITU-T T.81, B.1.1): how many colours, and the colour profile.</summary>
internal readonly ref struct JpegSegments
{
    private const byte Mark = 0xFF;
    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfScan = 0xDA;
    private const byte Profile = 0xE2;

    private JpegSegments(int components, int profiles, ReadOnlySpan<byte> profile)
    {
        Components = components;
        ProfileParts = profiles;
        FirstProfilePart = profile;
    }

    /// <summary>1 for gray, 3 for colour, 4 for CMYK; 0 when no frame header was found.</summary>
    public int Components { get; }

    /// <summary>Segments of the embedded profile, 0 for none.</summary>
    public int ProfileParts { get; }

    /// <summary>The profile, when it is in one part.</summary>
    public ReadOnlySpan<byte> FirstProfilePart { get; }

    /// <summary>Reads up to the first scan, or as far as segments follow each other.</summary>
    public static JpegSegments Read(ReadOnlySpan<byte> file)
    {
        (int components, int profiles) = (0, 0);
        ReadOnlySpan<byte> profile = [];
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
            if (kind == Profile && body.StartsWith("ICC_PROFILE\0"u8) && profiles++ == 0)
                profile = body.Length > 14 ? body[14..] : [];
            at += 2 + length;
        }

        return new JpegSegments(components, profiles, profile);
    }

    /// <summary>Among the frame headers stand the tables of Huffman and arithmetic coding, and one that is reserved.</summary>
    private static bool IsFrame(byte kind) => kind is >= FirstFrame and <= LastFrame and not (0xC4 or 0xC8 or 0xCC);
}
