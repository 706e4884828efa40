using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// From whatever a file stores to upright 8-bit sRGB without transparency, as steps that libvips runs when pixels are asked for. This is the one
/// place where a stored number becomes a colour: whoever reads pictures, for training, verification, duplicates or a thumbnail, reads them through it.
/// </summary>
internal static class PlainPicture
{
    private const string Profile = "icc-profile-data";
    private const string Note = "orientation";

    /// <summary>True when the stored pixels are that already.</summary>
    public static bool IsPlain(Image image, PictureOrientation orientation = PictureOrientation.Upright) =>
        image.Interpretation == Enums.Interpretation.Srgb && image.Bands == 3 && image.Format == Enums.BandFormat.Uchar
        && (orientation == PictureOrientation.AsStored || Orientation(image) == 1)
        && IsSrgbOrUnmarked(image) && Pages(image) == 1;

    /// <summary>The camera's orientation, 1 to 8; 1 is upright.</summary>
    public static int Orientation(Image image) =>
        image.Contains(Note) && image.Get(Note) is int value ? value : 1;

    /// <summary>The conversion: three channels, no profile left; upright unless <paramref name="orientation"/> says otherwise.</summary>
    public static Image Of(Image image, PictureOrientation orientation = PictureOrientation.Upright)
    {
        using Image turned = orientation == PictureOrientation.Upright ? Upright(image) : Unmarked(image);
        using Image coloured = ToSrgb(turned);
        using Image opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using Image bytes = opaque.Cast(Enums.BandFormat.Uchar);
        using Image three = bytes.Bands switch
        {
            3 => bytes.Copy(),
            1 => bytes.Bandjoin(bytes, bytes),
            _ => bytes.ExtractBand(0, n: 3),
        };
        using Image srgb = three.Copy(interpretation: Enums.Interpretation.Srgb);
        // What follows would apply the profile a second time.
        return srgb.Mutate(open => open.Remove(Profile));
    }

    /// <summary>The conversion carried out.</summary>
    /// <exception cref="VipsException">The pixels break off or are invalid.</exception>
    public static PixelImage Read(Image image, PictureOrientation orientation = PictureOrientation.Upright)
    {
        using Image plain = Of(image, orientation);
        return new PixelImage(plain.Width, plain.Height, plain.WriteToMemory<byte>());
    }

    /// <summary>A picture whose pixels mean what a profile says.</summary>
    public static Image WithProfile(Image image, byte[] profile) => image.Mutate(open => open.Set(GValue.BlobType, Profile, profile));

    /// <summary>A picture with a camera's note, 1 to 8.</summary>
    public static Image WithOrientation(Image image, int orientation) => image.Mutate(open => open.Set(GValue.GIntType, Note, orientation));

    private static Image Upright(Image image)
    {
        // Turning reads rows out of order, which a sequential source cannot give: hold those pictures in memory first.
        using Image held = Orientation(image) == 1 ? image.Copy() : image.CopyMemory();
        return held.Autorot();
    }

    /// <summary>Without the camera's note, which libvips would follow when it shrinks.</summary>
    private static Image Unmarked(Image image) => image.Mutate(open => open.Remove(Note));

    private static Image ToSrgb(Image image)
    {
        const Enums.Intent asSeen = Enums.Intent.Perceptual;
        if (image.Interpretation == Enums.Interpretation.Lab)
            return image.IccExport(pcs: Enums.PCS.Lab, intent: asSeen, outputProfile: "srgb", depth: 8);
        if (!IsSrgbOrUnmarked(image))
        {
            try
            {
                return DeepColour.ToSrgb(image, (byte[])image.Get(Profile)) ?? image.IccTransform("srgb", embedded: true, intent: asSeen, blackPointCompensation: true, depth: 8);
            }
            catch (VipsException)
            {
                // A broken profile is common on the web and says nothing of the pixels: read them as their colour space alone.
            }
        }

        return image.Interpretation == Enums.Interpretation.Srgb ? image.Copy() : image.Colourspace(Enums.Interpretation.Srgb);
    }

    /// <summary>A profile that is for other pixels than these says nothing of them either.</summary>
    private static bool IsSrgbOrUnmarked(Image image) =>
        !image.Contains(Profile) || image.Get(Profile) is not byte[] profile
        || ColourProfile.IsSrgb(profile) || ColourProfile.SpaceOf(profile) != SpaceOf(image);

    private static string SpaceOf(Image image) => image.Interpretation switch
    {
        Enums.Interpretation.Cmyk => "CMYK",
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => "GRAY",
        _ => "RGB ",
    };

    private static int Pages(Image image) =>
        image.Contains("n-pages") && image.Get("n-pages") is int value ? value : 1;
}
