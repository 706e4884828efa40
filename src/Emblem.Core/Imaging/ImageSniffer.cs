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
        ImageFormat.Bmp => ".bmp",
        ImageFormat.Ico => ".ico",
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
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P'])
            || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return ImageFormat.Jp2;
        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
            return IdentifyBrands(start[8..]);
        return IsTga(start) ? ImageFormat.Tga : IdentifyText(start);
    }

    /// <summary>
    /// TGA has no signature, so every field of its header that has few legal values must have one: kind of colour map, kind of picture, origin
    /// of the map, size, depth, and the two reserved bits.
    /// </summary>
    private static bool IsTga(ReadOnlySpan<byte> start)
    {
        if (start.Length < 18)
            return false;
        (byte map, byte kind, byte depth, byte flags) = (start[1], start[2], start[16], start[17]);
        bool mapped = kind is 1 or 9;
        bool legal = mapped ? map == 1 && depth is 8 or 16 : map == 0 && kind is 2 or 3 or 10 or 11 && depth is 8 or 15 or 16 or 24 or 32;
        bool mapFits = mapped ? start[7] is 15 or 16 or 24 or 32 : !start[3..8].ContainsAnyExcept((byte)0);
        bool sized = (start[12] | start[13]) != 0 && (start[14] | start[15]) != 0;
        return legal && mapFits && sized && (flags & 0xC0) == 0;
    }

    /// <summary>
    /// ISO media files name their kind in the major brand after <c>ftyp</c>. The general still-picture brands say nothing of the
    /// codec; there the compatible brands decide.
    /// </summary>
    private static ImageFormat IdentifyBrands(ReadOnlySpan<byte> brands)
    {
        ReadOnlySpan<byte> major = brands[..4];
        if (major.StartsWith("avi"u8))
            return major[3] is (byte)'f' or (byte)'s' ? ImageFormat.Avif : ImageFormat.Unknown;
        if (major.StartsWith("hei"u8) || major.StartsWith("hev"u8))
            return ImageFormat.Heic;
        if (!major.SequenceEqual("mif1"u8) && !major.SequenceEqual("msf1"u8))
            return ImageFormat.Unknown;
        return brands.IndexOf("avif"u8) >= 0 || brands.IndexOf("avis"u8) >= 0 ? ImageFormat.Avif : ImageFormat.Heic;
    }

    /// <summary>Markup may begin with a prolog or comments, so the first element that is known decides.</summary>
    private static ImageFormat IdentifyText(ReadOnlySpan<byte> start)
    {
        string text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, BytesNeeded)])
            .TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!text.StartsWith('<'))
            return ImageFormat.Unknown;
        int svg = First(text, "<svg", "<!doctype svg");
        int html = First(text, "<html", "<!doctype html", "<head", "<body");
        if (svg == html)
            return ImageFormat.Unknown;
        return svg < html ? ImageFormat.Svg : ImageFormat.Html;
    }

    private static int First(string text, params ReadOnlySpan<string> marks)
    {
        int first = int.MaxValue;
        foreach (string mark in marks)
        {
            int at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            first = at >= 0 ? Math.Min(first, at) : first;
        }

        return first;
    }
}
