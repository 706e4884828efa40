using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Opens the formats that libvips reads, each with its own loader: so what the first bytes said is what decodes, and libvips' guess about odd
/// files never decides. What a format says of its colours in its own way, the image says in a profile.
/// </summary>
internal static class VipsDecoder
{
    public static bool Reads(ImageFormat format) => format is ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Gif
        or ImageFormat.WebP or ImageFormat.Avif or ImageFormat.Tiff;

    /// <summary>
    /// Reads the header; pixels follow when they are asked for, in order of rows. Fails with a fixed text: libvips' own messages gather in one
    /// buffer for all threads, so they belong in the cause and never in a table that must come out the same on every run.
    /// </summary>
    /// <exception cref="ImageFileException">Damaged, or of numbers or colours that mean nothing that can be shown.</exception>
    public static Image Open(byte[] bytes, ImageFormat format)
    {
        try
        {
            return format switch
            {
                ImageFormat.Jpeg => Turned(Load(bytes, format), JpegSegments.Read(bytes).Orientation),
                ImageFormat.Png => Profiled(Load(bytes, format), gray => PngColour.Profile(bytes, gray)),
                ImageFormat.Avif => Profiled(Load(bytes, format), gray => AvifColour.Profile(bytes, gray)),
                ImageFormat.Tiff => TiffSamples.Open(bytes, file => Load(file, format)),
                _ => Load(bytes, format),
            };
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the header or the first data cannot be read", cause: fault);
        }
    }

    private static Image Load(byte[] bytes, ImageFormat format)
    {
        const Enums.Access rows = Enums.Access.Sequential;
        const Enums.FailOn strict = Enums.FailOn.Error;
        return format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, access: rows, failOn: strict),
            ImageFormat.Png => Image.PngloadBuffer(bytes, access: rows, failOn: strict),
            ImageFormat.Gif => Image.GifloadBuffer(bytes, access: rows, failOn: strict),
            ImageFormat.WebP => Image.WebploadBuffer(bytes, access: rows, failOn: strict),
            ImageFormat.Avif => Image.HeifloadBuffer(bytes, access: rows, failOn: strict),
            ImageFormat.Tiff => Image.TiffloadBuffer(bytes, access: rows, failOn: strict),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "libvips is not asked for this format."),
        };
    }

    private static Image Profiled(Image loaded, Func<bool, byte[]?> profileOf)
    {
        using (loaded)
            return profileOf(loaded.Bands < 3) is { } profile ? PlainPicture.WithProfile(loaded, profile) : loaded.Copy();
    }

    /// <summary>A camera's note is read in one way, whichever decoder comes to read the pixels.</summary>
    private static Image Turned(Image loaded, int orientation)
    {
        using (loaded)
            return PlainPicture.WithOrientation(loaded, orientation);
    }
}
