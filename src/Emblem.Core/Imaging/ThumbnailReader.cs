using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Reads small views of large files: JPEGs, which most are, shrink while they decode, at a fraction of the cost. As strict as
/// <see cref="ImageCodec"/>: a file that breaks off is an error. That is why libvips' own thumbnails of files are not used: they let it pass.
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
            using Image stored = VipsDecoder.Open(bytes, header.Format);
            return new PictureThumbnail(header, ModeOf(stored), FramesOf(stored), View(bytes, header, side));
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {header.Format}: the pixel data breaks off or is invalid", cause: fault);
        }
    }

    private static PixelImage View(byte[] bytes, ImageHeader header, int side)
    {
        try
        {
            return View(bytes, header, side, "srgb");
        }
        catch (VipsException)
        {
            // A broken colour profile says nothing of the pixels; a broken file fails again.
            return View(bytes, header, side, null);
        }
    }

    private static PixelImage View(byte[] bytes, ImageHeader header, int side, string? profile)
    {
        using Image decoded = header.Format == ImageFormat.Jpeg
            ? Image.JpegloadBuffer(bytes, shrink: ShrinkOnLoad(header, side), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error)
            : VipsDecoder.Open(bytes, header.Format);

        // Turning reads rows out of order, which a sequential source cannot give.
        using Image held = IsUpright(decoded) ? decoded.Copy() : decoded.CopyMemory();
        using Image small = held.ThumbnailImage(side, height: side, size: Enums.Size.Down, outputProfile: profile);
        using Image coloured = small.Interpretation == Enums.Interpretation.Srgb ? small.Copy() : small.Colourspace(Enums.Interpretation.Srgb);
        using Image opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using Image plain = opaque.Cast(Enums.BandFormat.Uchar);
        using Image three = plain.Bands == 1 ? plain.Bandjoin(plain, plain) : plain.ExtractBand(0, n: 3);
        return new PixelImage(three.Width, three.Height, three.WriteToMemory<byte>());
    }

    /// <summary>At least twice the view is left for the antialiased resize, as libvips itself leaves.</summary>
    private static int ShrinkOnLoad(ImageHeader header, int side) => (Math.Max(header.Width, header.Height) / side) switch
    {
        >= 16 => 8,
        >= 8 => 4,
        >= 4 => 2,
        _ => 1,
    };

    private static bool IsUpright(Image image) => !image.Contains("orientation") || image.Get("orientation") is not int turn || turn == 1;

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
