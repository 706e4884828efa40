using System.Globalization;
using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Reads and writes picture files with libvips. Decoding is strict (a truncated file is an error, not a grey half), goes by
/// content and never by name, and always ends in upright 8-bit sRGB. Faults that a format's own decoder repairs, such as stray
/// bytes between a JPEG's segments, are let pass: browsers and Pillow show such pictures too.
/// </summary>
public static class ImageCodec
{
    /// <summary>Pictures with more pixels than this are refused before decoding: 100 million, 300 MB as RGB.</summary>
    public const long DefaultPixelLimit = 100_000_000;

    /// <summary>The formats that decode.</summary>
    public static bool CanDecode(ImageFormat format) => format is ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Gif
        or ImageFormat.WebP or ImageFormat.Avif or ImageFormat.Tiff;

    /// <summary>Reads a file whole and decodes it.</summary>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the limit; the message names the file.</exception>
    public static PixelImage Decode(string path, long pixelLimit = DefaultPixelLimit)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            return Decode(bytes, pixelLimit);
        }
        catch (ImageFileException fault)
        {
            throw new ImageFileException(fault.Reason, path, fault.InnerException);
        }
    }

    /// <summary>
    /// Decodes a file's bytes: first frame, orientation applied, embedded colour profile or CMYK converted to sRGB, 16-bit scaled
    /// to 8, palette and gray expanded, transparency laid over white.
    /// </summary>
    /// <exception cref="ImageFileException">Not a picture, damaged, or over the pixel limit.</exception>
    public static PixelImage Decode(byte[] bytes, long pixelLimit = DefaultPixelLimit)
    {
        Open(bytes, pixelLimit, image =>
        {
            using Image plain = ToPlain(image);
            return new PixelImage(plain.Width, plain.Height, plain.WriteToMemory<byte>());
        }, out PixelImage decoded);
        return decoded;
    }

    /// <summary>Reads size and format from the header; cheap, and no proof that the pixels decode.</summary>
    /// <exception cref="ImageFileException">Not a picture that decodes, or over the pixel limit.</exception>
    public static ImageHeader ReadHeader(byte[] bytes, long pixelLimit = DefaultPixelLimit)
    {
        ImageFormat format = Open(bytes, pixelLimit, image =>
        {
            bool turned = Orientation(image) >= 5;
            (int width, int height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
            return (Width: width, Height: height, Plain: IsPlain(image));
        }, out (int Width, int Height, bool Plain) found);
        return new ImageHeader(format, found.Width, found.Height, found.Plain);
    }

    /// <summary>The picture as a JPEG file, 4:4:4 above quality 90 as libvips does.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] EncodeJpeg(PixelImage image, int quality = 92)
    {
        using Image vips = Wrap(image);
        return vips.JpegsaveBuffer(q: quality);
    }

    /// <summary>The picture as a PNG file, without loss.</summary>
    public static byte[] EncodePng(PixelImage image)
    {
        using Image vips = Wrap(image);
        return vips.PngsaveBuffer();
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
        using Image small = vips.ThumbnailImage(maxSize, height: maxSize, size: Enums.Size.Down);
        return new PixelImage(small.Width, small.Height, small.WriteToMemory<byte>());
    }

    private static Image Wrap(PixelImage image)
    {
        VipsLibrary.Require();
        using Image raw = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static ImageFormat Open<T>(byte[] bytes, long pixelLimit, Func<Image, T> use, out T result)
    {
        ImageFormat format = ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded)));
        if (!CanDecode(format))
            throw new ImageFileException(Refusal(format, bytes.Length));
        VipsLibrary.Require();
        using Image image = OpenHeader(bytes, format);
        long pixels = (long)image.Width * image.Height;
        if (pixels > pixelLimit)
        {
            throw new ImageFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{image.Width}×{image.Height} is {pixels:N0} pixels, over the limit of {pixelLimit:N0}"));
        }

        try
        {
            result = use(image);
            return format;
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the pixel data breaks off or is invalid", cause: fault);
        }
    }

    /// <summary>
    /// Fails with a fixed text: libvips' own messages gather in one buffer for all threads, so they belong in the cause and
    /// never in a table that must come out the same on every run.
    /// </summary>
    private static Image OpenHeader(byte[] bytes, ImageFormat format)
    {
        try
        {
            return Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        }
        catch (VipsException fault)
        {
            throw new ImageFileException($"damaged {format}: the header or the first data cannot be read", cause: fault);
        }
    }

    private static Image ToPlain(Image image)
    {
        // Turning reads rows out of order, which a sequential source cannot give: hold those pictures in memory first.
        using Image held = Orientation(image) == 1 ? image.Copy() : image.CopyMemory();
        using Image upright = held.Autorot();
        using Image coloured = ToSrgb(upright);
        using Image opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using Image bytes = opaque.Cast(Enums.BandFormat.Uchar);
        return bytes.Bands switch
        {
            3 => bytes.Copy(),
            1 => bytes.Bandjoin(bytes, bytes),
            _ => bytes.ExtractBand(0, n: 3),
        };
    }

    private static Image ToSrgb(Image image)
    {
        if (image.Contains("icc-profile-data"))
        {
            try
            {
                return image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Perceptual, depth: 8);
            }
            catch (VipsException)
            {
                // A broken profile is common on the web and says nothing of the pixels: read them as their colour space alone.
            }
        }

        return image.Interpretation == Enums.Interpretation.Srgb ? image.Copy() : image.Colourspace(Enums.Interpretation.Srgb);
    }

    private static bool IsPlain(Image image) => image.Interpretation == Enums.Interpretation.Srgb
        && image.Bands == 3 && image.Format == Enums.BandFormat.Uchar && Orientation(image) == 1
        && !image.Contains("icc-profile-data") && Pages(image) == 1;

    private static int Orientation(Image image) =>
        image.Contains("orientation") && image.Get("orientation") is int value ? value : 1;

    private static int Pages(Image image) =>
        image.Contains("n-pages") && image.Get("n-pages") is int value ? value : 1;

    private static string Refusal(ImageFormat format, int length) => format switch
    {
        ImageFormat.Unknown => length == 0 ? "empty file" : "not a picture: the first bytes belong to no known format",
        ImageFormat.Html => "not a picture: a web page",
        _ => $"{format} files are not read; convert it to PNG or JPEG",
    };
}
