using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>
/// What the boxes of an AVIF say of its colours where it has no profile (ISO/IEC 14496-12, 12.1.5): the box <c>colr</c> of kind <c>nclx</c>. The
/// decoder follows its matrix and range, but leaves the colours' places and their curve to whoever shows them.
/// </summary>
internal static class AvifColour
{
    private const int Frame = 8;

    /// <summary>The profile that says the same; null where the pixels are sRGB or the file's own profile says what they are.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="gray">Whether the picture has one channel.</param>
    /// <exception cref="ImageFileException">The colours are none that can be converted.</exception>
    public static byte[]? Profile(ReadOnlySpan<byte> file, bool gray)
    {
        ReadOnlySpan<byte> meta = Box(file, "meta"u8);
        ReadOnlySpan<byte> properties = meta.Length < 4 ? [] : Box(Box(meta[4..], "iprp"u8), "ipco"u8);
        ReadOnlySpan<byte> coded = [];
        for (ReadOnlySpan<byte> rest = properties; Next(rest, out int length);)
        {
            ReadOnlySpan<byte> body = rest[Frame..length];
            if (rest[4..].StartsWith("colr"u8) && (body.StartsWith("prof"u8) || body.StartsWith("rICC"u8)))
                return null;
            if (rest[4..].StartsWith("colr"u8) && body.StartsWith("nclx"u8) && body.Length >= 8 && coded.IsEmpty)
                coded = body[4..];
            rest = rest[length..];
        }

        return coded.IsEmpty
            ? null
            : CodedColour.Profile(BinaryPrimitives.ReadUInt16BigEndian(coded), BinaryPrimitives.ReadUInt16BigEndian(coded[2..]), gray);
    }

    private static ReadOnlySpan<byte> Box(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> name)
    {
        for (ReadOnlySpan<byte> rest = boxes; Next(rest, out int length); rest = rest[length..])
        {
            if (rest[4..].StartsWith(name))
                return rest[Frame..length];
        }

        return [];
    }

    /// <summary>Whether a whole box comes next; those of more than four gigabytes, and up to the end of the file, are not looked into.</summary>
    private static bool Next(ReadOnlySpan<byte> boxes, out int length)
    {
        length = 0;
        if (boxes.Length < Frame)
            return false;
        uint said = BinaryPrimitives.ReadUInt32BigEndian(boxes);
        if (said < Frame || said > (uint)boxes.Length)
            return false;
        length = (int)said;
        return true;
    }
}
