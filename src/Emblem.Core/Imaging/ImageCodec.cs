using System.Globalization;
using System.Runtime.CompilerServices;
using Emblem.Foundation;
using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Reads and writes picture files: JPEG, PNG, GIF, WebP, AVIF and TIFF with libvips, BMP and ICO with Skia. Decoding is strict (a
/// truncated file is an error, not a grey half), goes by content and never by name, and always ends in upright 8-bit sRGB. Faults
/// that a format's own decoder repairs, such as stray bytes between a JPEG's segments, are let pass: browsers and Pillow show such
/// pictures too.
/// </summary>
public static class ImageCodec
{
    /// <summary>Pictures with more pixels than this are refused before decoding: 100 million, 300 MB as RGB.</summary>
    public const long DefaultPixelLimit = 100_000_000;

    private const int JpegQuality = 92;

    /// <summary>The formats that decode.</summary>
    public static bool CanDecode(ImageFormat format) => VipsDecoder.Reads(format) || SkiaDecoder.Reads(format);

    /// <summary>Reads a file whole and decodes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixelLimit">Refused above this, by the header.</param>
    /// <param name="orientation">Whether the picture is turned as the camera noted.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the limit; the message names the file.</exception>
    public static PixelImage Decode(
        string path, long pixelLimit = DefaultPixelLimit, PictureOrientation orientation = PictureOrientation.Upright)
    {
        byte[] bytes = RegularFile.ReadAllBytes(path);
        try
        {
            return Decode(bytes, pixelLimit, orientation);
        }
        catch (ImageFileException fault)
        {
            throw new ImageFileException(fault.Reason, path, fault.InnerException);
        }
    }

    /// <summary>
    /// Decodes a file's bytes: first frame, orientation applied, colour profile, what a format says in its place, or CMYK converted to
    /// sRGB, 16-bit scaled to 8, palette and gray expanded, transparency laid over white. Numbers that have no white, such as a TIFF's
    /// floating-point ones without a profile, are refused.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pixelLimit">Refused above this, by the header.</param>
    /// <param name="orientation">Whether the picture is turned as the camera noted.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    public static PixelImage Decode(
        byte[] bytes, long pixelLimit = DefaultPixelLimit, PictureOrientation orientation = PictureOrientation.Upright) =>
        JpegDecoder.TryDecode(bytes, pixelLimit, orientation) ?? DecodeByVips(bytes, pixelLimit, orientation);

    /// <summary>Reads size and format from the header; cheap, and no proof that the pixels decode. Bitmaps and icons are decoded for it.</summary>
    /// <exception cref="ImageFileException">Not a picture that decodes, or over the pixel limit.</exception>
    public static ImageHeader ReadHeader(byte[] bytes, long pixelLimit = DefaultPixelLimit) =>
        Open(bytes, pixelLimit, (image, format) => HeaderOf(image, format, PictureOrientation.Upright));

    /// <summary>
    /// Decodes every pixel once, and makes the new file where the old one is not what a network reads or is larger than asked for. Rows flow
    /// from the decoder to the encoder, so that a large picture does not lie in memory several times.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="maxSize">The longer side that is enough, or null.</param>
    /// <param name="encode">False to decode and judge only.</param>
    /// <param name="pixelLimit">Refused above this, by the header.</param>
    /// <param name="orientation">Whether a picture that is not upright needs a new file.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    internal static VerifiedPicture Verify(
        byte[] bytes, int? maxSize, bool encode, long pixelLimit, PictureOrientation orientation = PictureOrientation.Upright) =>
        Open(bytes, pixelLimit, (image, format) =>
        {
            ImageHeader header = HeaderOf(image, format, orientation);
            using Image plain = PlainPicture.Of(image, orientation);
            bool shrinks = maxSize < Math.Max(plain.Width, plain.Height);
            using Image sized = shrinks ? Shrink(plain, maxSize!.Value) : plain.Copy();
            var verified = new VerifiedPicture(header, sized.Width, sized.Height, shrinks, null);
            if (verified.IsChanged && encode)
                return verified with { Bytes = verified.Format == ImageFormat.Jpeg ? ToJpeg(sized, JpegQuality) : ToPng(sized) };
            plain.Avg();
            return verified;
        });

    /// <summary>The picture as a JPEG file, 4:4:4 above quality 90 as libvips does.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] EncodeJpeg(PixelImage image, int quality = JpegQuality)
    {
        using Image vips = Wrap(image);
        return ToJpeg(vips, quality);
    }

    /// <summary>The picture as a PNG file, without loss.</summary>
    public static byte[] EncodePng(PixelImage image)
    {
        using Image vips = Wrap(image);
        return ToPng(vips);
    }

    /// <summary>
    /// The picture with its longer side at most <paramref name="maxSize"/> pixels, proportions kept, antialiased (Lanczos);
    /// the same object when it is small enough.
    /// </summary>
    public static PixelImage ShrinkToFit(PixelImage image, int maxSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxSize);
        int longer = Math.Max(image.Width, image.Height);
        if (longer <= maxSize)
            return image;
        using Image vips = Wrap(image);
        using Image small = Shrink(vips, maxSize);
        return new PixelImage(small.Width, small.Height, small.WriteToMemory<byte>());
    }

    /// <summary>A method of its own: one that names libvips' classes sets libvips up when it is entered, needed or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PixelImage DecodeByVips(byte[] bytes, long pixelLimit, PictureOrientation orientation) =>
        Open(bytes, pixelLimit, (image, _) => PlainPicture.Read(image, orientation));

    private static Image Shrink(Image image, int maxSize) => image.ThumbnailImage(maxSize, height: maxSize, size: Enums.Size.Down);

    private static byte[] ToJpeg(Image image, int quality) => image.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None);

    private static byte[] ToPng(Image image) => image.PngsaveBuffer(keep: Enums.ForeignKeep.None);

    private static Image Wrap(PixelImage image)
    {
        VipsLibrary.Require();
        using Image raw = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    internal static ImageHeader HeaderOf(Image image, ImageFormat format, PictureOrientation orientation)
    {
        bool turned = orientation == PictureOrientation.Upright && PlainPicture.Orientation(image) >= 5;
        (int width, int height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
        return new ImageHeader(format, width, height, PlainPicture.IsPlain(image, orientation));
    }

    /// <summary>
    /// Opens a file, whatever its format, and has its pixels used. A JPEG that one of its two decoders reads is whole: who asks which first depends on
    /// what is wanted, and all are to think alike of a file.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pixelLimit">Refused above this, by the header.</param>
    /// <param name="use">Called once more where the first decoder fails on a JPEG.</param>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    internal static T Open<T>(byte[] bytes, long pixelLimit, Func<Image, ImageFormat, T> use)
    {
        ImageFormat format = ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded)));
        if (!CanDecode(format))
            throw new ImageFileException(Refusal(format, bytes.Length));
        VipsLibrary.Require();
        try
        {
            return Open(bytes, format, pixelLimit, use);
        }
        catch (ImageFileException) when (format == ImageFormat.Jpeg && JpegDecoder.TryOpen(bytes, pixelLimit) is { } decoded)
        {
            using (decoded)
                return use(decoded, format);
        }
    }

    private static T Open<T>(byte[] bytes, ImageFormat format, long pixelLimit, Func<Image, ImageFormat, T> use)
    {
        using Image image = SkiaDecoder.Reads(format)
            ? SkiaDecoder.Open(bytes, format, (width, height) => RequireWithin(pixelLimit, width, height))
            : VipsDecoder.Open(bytes, format);
        RequireWithin(pixelLimit, image.Width, image.Height);
        try
        {
            return use(image, format);
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the pixel data breaks off or is invalid", cause: fault);
        }
    }

    private static void RequireWithin(long pixelLimit, int width, int height)
    {
        long pixels = (long)width * height;
        if (pixels > pixelLimit)
        {
            throw new ImageFileException(string.Create(
                CultureInfo.InvariantCulture, $"{width}×{height} is {pixels:N0} pixels, over the limit of {pixelLimit:N0}"));
        }
    }

    private static string Refusal(ImageFormat format, int length) => format switch
    {
        ImageFormat.Unknown => length == 0 ? "empty file" : "not a picture: the first bytes belong to no known format",
        ImageFormat.Html => "not a picture: a web page",
        _ => $"{format.ToString().ToUpperInvariant()} is not read: convert it to PNG first, for example with ImageMagick or an image editor",
    };
}
