using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Reads small views of files: JPEGs, which most are, shrink while they decode, at a fraction of the cost. What a view shows and what is refused is
/// <see cref="ImageCodec"/>'s: every pixel is decoded here too, since libvips' own thumbnails let pass what lies in rows that they leave out.
/// </summary>
internal static class ThumbnailReader
{
    /// <summary>Reads the view of a file's bytes; never enlarges.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="side">The longer side of the view at most, in pixels.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    public static PictureThumbnail Read(byte[] bytes, int side) => ImageCodec.Open(bytes, ImageCodec.DefaultPixelLimit, (stored, format) =>
    {
        ImageHeader header = ImageCodec.HeaderOf(stored, format, PictureOrientation.Upright);
        PixelImage picture = JpegDecoder.TryDecode(bytes, ImageCodec.DefaultPixelLimit, side: side) ?? PlainPicture.Read(stored);
        return new PictureThumbnail(header, ModeOf(stored), FramesOf(stored), ImageCodec.ShrinkToFit(picture, side));
    });

    private static ColourMode ModeOf(Image stored) => stored.Interpretation switch
    {
        _ when stored.Contains("palette") => ColourMode.Palette,
        Enums.Interpretation.Cmyk => ColourMode.Cmyk,
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => stored.HasAlpha() ? ColourMode.GrayAlpha : ColourMode.Gray,
        Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 =>
            stored.HasAlpha() ? ColourMode.ColourAlpha : ColourMode.Colour,
        _ => ColourMode.Other,
    };

    private static int FramesOf(Image stored) => stored.Contains("n-pages") && stored.Get("n-pages") is int pages ? Math.Max(1, pages) : 1;
}
