using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Reads small views of large files: decoders that can (JPEG, WebP) shrink while they decode, which costs a fraction of a full decode.
/// As strict as <see cref="ImageCodec"/>: a file that breaks off is an error.
/// </summary>
internal static class ThumbnailReader
{
    /// <summary>Reads the view of a file's bytes; never enlarges.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="side">The longer side of the view at most, in pixels.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    public static PictureThumbnail Read(byte[] bytes, int side)
    {
        ImageHeader header = ImageCodec.ReadHeader(bytes);
        if (header.Format is ImageFormat.Bmp or ImageFormat.Ico)
            return new PictureThumbnail(header, ColourMode.Colour, 1, ImageCodec.ShrinkToFit(ImageCodec.Decode(bytes), side));
        try
        {
            using Image stored = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            return new PictureThumbnail(header, ModeOf(stored), FramesOf(stored), View(bytes, side));
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {header.Format}: the pixel data breaks off or is invalid", cause: fault);
        }
    }

    private static PixelImage View(byte[] bytes, int side)
    {
        try
        {
            return View(bytes, side, "srgb");
        }
        catch (VipsException)
        {
            // A broken colour profile says nothing of the pixels; a broken file fails again.
            return View(bytes, side, null);
        }
    }

    private static PixelImage View(byte[] bytes, int side, string? profile)
    {
        using Image small = Image.ThumbnailBuffer(
            bytes, side, height: side, size: Enums.Size.Down, outputProfile: profile, failOn: Enums.FailOn.Error);
        using Image coloured = small.Interpretation == Enums.Interpretation.Srgb ? small.Copy() : small.Colourspace(Enums.Interpretation.Srgb);
        using Image opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using Image plain = opaque.Cast(Enums.BandFormat.Uchar);
        using Image three = plain.Bands == 1 ? plain.Bandjoin(plain, plain) : plain.ExtractBand(0, n: 3);
        return new PixelImage(three.Width, three.Height, three.WriteToMemory<byte>());
    }

    private static ColourMode ModeOf(Image stored) => stored.Interpretation switch
    {
        _ when stored.Contains("palette") => ColourMode.Palette,
        Enums.Interpretation.Cmyk => ColourMode.Cmyk,
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => stored.HasAlpha() ? ColourMode.GrayAlpha : ColourMode.Gray,
        Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 or Enums.Interpretation.Scrgb =>
            stored.HasAlpha() ? ColourMode.ColourAlpha : ColourMode.Colour,
        _ => ColourMode.Other,
    };

    private static int FramesOf(Image stored) => stored.Contains("n-pages") && stored.Get("n-pages") is int pages ? Math.Max(1, pages) : 1;
}
