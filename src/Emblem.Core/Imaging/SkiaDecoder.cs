using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Emblem.Foundation;
using NetVips;
using SkiaSharp;

namespace Emblem.Imaging;

/// <summary>
/// Windows bitmaps and icons, which libvips' natives do not read. Skia decodes them, by its codec and not by its bitmap class: the codec says
/// where data broke off, and the bitmap would show a half-empty picture.
/// </summary>
internal static class SkiaDecoder
{
    private const int DirectoryStart = 6;
    private const int DirectoryEntry = 16;

    public static bool Reads(ImageFormat format) => format is ImageFormat.Bmp or ImageFormat.Ico;

    /// <summary>The picture as libvips holds it: three channels when every pixel is opaque, otherwise four.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="format">Bitmap or icon.</param>
    /// <param name="checkSize">Called with columns and rows before any pixel is decoded; throws to refuse.</param>
    /// <exception cref="ImageFileException">Damaged, or refused by <paramref name="checkSize"/>.</exception>
    public static Image Open(byte[] bytes, ImageFormat format, Action<int, int> checkSize)
    {
        RequireWhole(bytes, format);
        try
        {
            using SKData data = SKData.CreateCopy(format == ImageFormat.Bmp ? BitmapPalette.Filled(bytes) : bytes);
            using SKCodec codec = SKCodec.Create(data) ?? throw new ImageFileException($"damaged {format}: the header is invalid");
            checkSize(codec.Info.Width, codec.Info.Height);
            return Decode(codec, format);
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException)
        {
            throw new NativesMissingException(
                "Skia, which decodes Windows bitmaps and icons, could not be loaded. On Linux, add the package "
                + "SkiaSharp.NativeAssets.Linux.NoDependencies to the program that runs.",
                fault);
        }
    }

    private static Image Decode(SKCodec codec, ImageFormat format)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        byte[] pixels = new byte[info.BytesSize];
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            if (codec.GetPixels(info, pinned.AddrOfPinnedObject()) != SKCodecResult.Success)
                throw new ImageFileException($"damaged {format}: the pixel data breaks off or is invalid");
        }
        finally
        {
            pinned.Free();
        }

        using Image raw = Image.NewFromMemory(pixels, info.Width, info.Height, 4, Enums.BandFormat.Uchar);
        using Image coloured = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return codec.Info.AlphaType == SKAlphaType.Opaque ? coloured.ExtractBand(0, n: 3) : coloured.Copy();
    }

    /// <summary>
    /// Skia passes over what lies beyond a cut: it takes an icon's smaller picture for a larger one that is missing, and a run-length coded
    /// bitmap's unset rows for clear ones. Both files say how long they are meant to be.
    /// </summary>
    private static void RequireWhole(ReadOnlySpan<byte> bytes, ImageFormat format)
    {
        long needed = format == ImageFormat.Bmp ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[2..]) : IconLength(bytes);
        if (needed > bytes.Length)
            throw new ImageFileException($"damaged {format}: {bytes.Length} bytes of {needed}");
    }

    private static long IconLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < DirectoryStart)
            return DirectoryStart;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        long needed = DirectoryStart + ((long)count * DirectoryEntry);
        for (int i = 0; i < count && DirectoryStart + ((i + 1) * DirectoryEntry) <= bytes.Length; i++)
        {
            ReadOnlySpan<byte> entry = bytes[(DirectoryStart + (i * DirectoryEntry))..];
            needed = Math.Max(
                needed, (long)BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) + BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
        }

        return needed;
    }
}
