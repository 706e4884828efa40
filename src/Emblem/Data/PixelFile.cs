using System.Buffers.Binary;
using System.Security.Cryptography;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// A decoded picture as a file: a header of 64 bytes and the pixels. Little-endian: 0 the mark, 8 the source's length, 16 its time of writing,
/// 24 columns, 28 rows, 32 SHA-256 over the header before it and the pixels.
/// </summary>
internal static class PixelFile
{
    private const int HashAt = 32;
    private const int HeaderLength = HashAt + SHA256.HashSizeInBytes;

    /// <summary>The last character is the format's version.</summary>
    private static ReadOnlySpan<byte> Mark => "EMBLEMP2"u8;

    public static void Write(Stream stream, FileStamp source, PixelImage picture)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], source.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], source.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], picture.Height);
        Hash(header, picture.Pixels, header[HashAt..]);
        stream.Write(header);
        stream.Write(picture.Pixels);
    }

    /// <summary>Null for a file that is damaged, of another version, or of a source that has changed.</summary>
    public static PixelImage? Read(Stream stream, FileStamp source)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith(Mark))
            return null;
        var stamp = new FileStamp(BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
        int width = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        int height = BinaryPrimitives.ReadInt32LittleEndian(header[28..]);
        long length = stream.Length - HeaderLength;
        if (stamp != source || width <= 0 || height <= 0 || (Int128)width * height * 3 != length || length > Array.MaxLength)
            return null;
        var pixels = new byte[length];
        stream.ReadExactly(pixels);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(header, pixels, hash);
        return hash.SequenceEqual(header[HashAt..]) ? new PixelImage(width, height, pixels) : null;
    }

    private static void Hash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> pixels, Span<byte> hash)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        whole.AppendData(header[..HashAt]);
        whole.AppendData(pixels);
        whole.GetHashAndReset(hash);
    }
}
