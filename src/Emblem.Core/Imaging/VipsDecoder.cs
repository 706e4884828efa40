using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Opens the formats that libvips reads, each with its own loader: so what the first bytes said is what decodes, and libvips' guess about odd
/// files never decides.
/// </summary>
internal static class VipsDecoder
{
    public static bool Reads(ImageFormat format) => format is ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Gif
        or ImageFormat.WebP or ImageFormat.Avif or ImageFormat.Tiff;

    /// <summary>
    /// Reads the header; pixels follow when they are asked for, in order of rows. Fails with a fixed text: libvips' own messages gather in one
    /// buffer for all threads, so they belong in the cause and never in a table that must come out the same on every run.
    /// </summary>
    /// <exception cref="ImageFileException">Damaged.</exception>
    public static Image Open(byte[] bytes, ImageFormat format)
    {
        const Enums.Access rows = Enums.Access.Sequential;
        const Enums.FailOn strict = Enums.FailOn.Error;
        try
        {
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
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the header or the first data cannot be read", cause: fault);
        }
    }
}
