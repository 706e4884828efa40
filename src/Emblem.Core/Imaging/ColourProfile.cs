using System.Buffers.Binary;
using System.Text;

namespace Emblem.Imaging;

/// <summary>Reads the name of an embedded colour profile (ICC.1:2022, 7.3 and 9.2.41): most pictures that carry one carry sRGB itself.</summary>
internal static class ColourProfile
{
    private const int TagTable = 128;
    private const int TagEntry = 12;
    private static readonly uint DescriptionTag = BinaryPrimitives.ReadUInt32BigEndian("desc"u8);

    /// <summary>True when the pixels are sRGB already, so that nothing has to be converted. Linear variants bear the name too.</summary>
    public static bool IsSrgb(ReadOnlySpan<byte> profile)
    {
        string name = DescriptionOf(profile);
        return name.StartsWith("sRGB", StringComparison.Ordinal) && !name.Contains("inear", StringComparison.Ordinal);
    }

    private static string DescriptionOf(ReadOnlySpan<byte> profile)
    {
        for (int at = TagTable + 4; at + TagEntry <= profile.Length; at += TagEntry)
        {
            ReadOnlySpan<byte> entry = profile[at..];
            if (BinaryPrimitives.ReadUInt32BigEndian(entry) != DescriptionTag)
                continue;
            uint start = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            return (ulong)start + length <= (ulong)profile.Length ? TextOf(profile.Slice((int)start, (int)length)) : "";
        }

        return "";
    }

    /// <summary>Version 2 writes the text after its length; version 4 a table of languages, of which the first counts.</summary>
    private static string TextOf(ReadOnlySpan<byte> tag)
    {
        if (tag.Length > 12 && tag.StartsWith("desc"u8))
            return Encoding.ASCII.GetString(tag[12..]);
        if (tag.Length < 28 || !tag.StartsWith("mluc"u8))
            return "";
        uint length = BinaryPrimitives.ReadUInt32BigEndian(tag[20..]);
        uint start = BinaryPrimitives.ReadUInt32BigEndian(tag[24..]);
        return (ulong)start + length <= (ulong)tag.Length ? Encoding.BigEndianUnicode.GetString(tag.Slice((int)start, (int)length)) : "";
    }
}
