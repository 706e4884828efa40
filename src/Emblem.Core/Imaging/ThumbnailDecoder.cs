using NetVips;

namespace Emblem.Imaging;

/// <summary>Decodes a file to a small picture, for comparing and for overviews, at a fraction of a whole decode's cost.</summary>
internal static class ThumbnailDecoder
{
    /// <summary>
    /// The picture with its longer side exactly <paramref name="side"/> pixels, proportions kept, enlarged where it is smaller. JPEG and
    /// WebP are shrunk while they load; the other formats are decoded whole first. The end of a JPEG that breaks off may come out gray:
    /// whether a file is whole is for <see cref="ImageCodec.Decode(byte[], long)"/> to say.
    /// </summary>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    public static PixelImage Decode(byte[] bytes, int side, long pixelLimit = ImageCodec.DefaultPixelLimit)
    {
        ImageFormat format = ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded)));
        if (format is not (ImageFormat.Jpeg or ImageFormat.WebP))
            return Resize(ImageCodec.Decode(bytes, pixelLimit), side);
        ImageCodec.ReadHeader(bytes, pixelLimit);
        try
        {
            using Image small = Image.ThumbnailBuffer(
                bytes, side, height: side, size: Enums.Size.Both, outputProfile: "srgb", failOn: Enums.FailOn.Error);
            using Image opaque = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
            using Image coloured = opaque.Colourspace(Enums.Interpretation.Srgb);
            return new PixelImage(coloured.Width, coloured.Height, coloured.WriteToMemory<byte>());
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the pixel data breaks off or is invalid", cause: fault);
        }
    }

    /// <summary>The same size of a picture that is decoded already.</summary>
    public static PixelImage Resize(PixelImage image, int side)
    {
        VipsLibrary.Require();
        using Image raw = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        using Image vips = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        using Image small = vips.ThumbnailImage(side, height: side, size: Enums.Size.Both);
        return new PixelImage(small.Width, small.Height, small.WriteToMemory<byte>());
    }
}
