using System.Text;

namespace Emblem.Imaging;

/// <summary>Tells a file's format from its first bytes.</summary>
public static class ImageSniffer
{
    /// <summary>Bytes that suffice for every format that is told apart.</summary>
    public const int BytesNeeded = 512;

    /// <summary>The usual extension of a format that decodes, with its dot; empty for others.</summary>
    public static string ExtensionOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => ".jpg",
        ImageFormat.Png => ".png",
        ImageFormat.Gif => ".gif",
        ImageFormat.WebP => ".webp",
        ImageFormat.Avif => ".avif",
        ImageFormat.Tiff => ".tif",
        _ => "",
    };

    /// <summary>The format that the bytes begin with, or <see cref="ImageFormat.Unknown"/>.</summary>
    /// <param name="start">The first <see cref="BytesNeeded"/> bytes of the file, or all of a shorter one.</param>
    public static ImageFormat Identify(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return ImageFormat.Jpeg;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return ImageFormat.Png;
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
            return ImageFormat.Gif;
        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8))
            return ImageFormat.WebP;
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8))
            return ImageFormat.Tiff;
        if (start.StartsWith("BM"u8) && start.Length >= 26)
            return ImageFormat.Bmp;
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]))
            return ImageFormat.Ico;
        if (start.StartsWith("8BPS"u8))
            return ImageFormat.Psd;
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P']) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return ImageFormat.Jp2;
        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
            return IdentifyBrand(start[8..12]);
        return IdentifyText(start);
    }

    /// <summary>ISO media files name their kind in the major brand that follows <c>ftyp</c>.</summary>
    private static ImageFormat IdentifyBrand(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
            return ImageFormat.Avif;
        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8)
            ? ImageFormat.Heic
            : ImageFormat.Unknown;
    }

    private static ImageFormat IdentifyText(ReadOnlySpan<byte> start)
    {
        string text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, BytesNeeded)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase)
            || (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && text.Contains("<svg", StringComparison.OrdinalIgnoreCase)))
            return ImageFormat.Svg;
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            ? ImageFormat.Html
            : ImageFormat.Unknown;
    }
}
