using System.Buffers.Binary;
using System.IO.Compression;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>Picture files made byte by byte, of kinds that no encoder here writes.</summary>
internal static class CraftedFiles
{
    /// <summary>A Windows bitmap of 24 bits.</summary>
    public static byte[] Bitmap(PixelImage picture)
    {
        int stride = ((picture.Width * 3) + 3) / 4 * 4;
        byte[] file = new byte[54 + (stride * picture.Height)];
        "BM"u8.CopyTo(file);
        Put(file, 2, file.Length);
        Put(file, 10, 54);
        Put(file, 14, 40);
        Put(file, 18, picture.Width);
        Put(file, 22, picture.Height);
        file[26] = 1;
        file[28] = 24;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            (int pixel, int channel) = (i / 3, i % 3);
            int row = picture.Height - 1 - (pixel / picture.Width);
            file[54 + (row * stride) + (pixel % picture.Width * 3) + 2 - channel] = picture.Pixels[i];
        }

        return file;
    }

    /// <summary>An icon of pictures as PNG, which icons hold since Windows Vista.</summary>
    public static byte[] Icon(params IReadOnlyList<PixelImage> pictures)
    {
        byte[][] inner = [.. pictures.Select(ImageCodec.EncodePng)];
        int start = 6 + (16 * inner.Length);
        byte[] file = new byte[start + inner.Sum(png => png.Length)];
        file[2] = 1;
        file[4] = (byte)inner.Length;
        for (int i = 0; i < inner.Length; i++)
        {
            int entry = 6 + (16 * i);
            file[entry] = (byte)pictures[i].Width;
            file[entry + 1] = (byte)pictures[i].Height;
            file[entry + 4] = 1;
            file[entry + 6] = 32;
            Put(file, entry + 8, inner[i].Length);
            Put(file, entry + 12, start);
            inner[i].CopyTo(file, start);
            start += inner[i].Length;
        }

        return file;
    }

    /// <summary>A PNG whose header promises this size, and whose few pixel bytes are zeros.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(new byte[1_000_000]);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>An animated PNG: its own picture, then a second one in chunks that plain decoders pass over.</summary>
    public static byte[] AnimatedPng(PixelImage first)
    {
        byte[] still = ImageCodec.EncodePng(first);
        const int afterHeader = 8 + 25;
        byte[] control = [0, 0, 0, 2, 0, 0, 0, 0];
        byte[] frame = new byte[26];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), first.Width);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), first.Height);
        return [.. still[..afterHeader], .. Chunk("acTL"u8, control), .. Chunk("fcTL"u8, frame), .. still[afterHeader..]];
    }

    /// <summary>A PNG with one more chunk before its pixels.</summary>
    public static byte[] PngWith(PixelImage picture, (string Name, byte[] Data) chunk)
    {
        byte[] still = ImageCodec.EncodePng(picture);
        const int afterHeader = 8 + 25;
        return [.. still[..afterHeader], .. Chunk(System.Text.Encoding.ASCII.GetBytes(chunk.Name), chunk.Data), .. still[afterHeader..]];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private static void Put(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
