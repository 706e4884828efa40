using NetVips;

namespace Emblem.Imaging;

/// <summary>From whatever a file stores to upright 8-bit sRGB without transparency, as steps that libvips runs when pixels are asked for.</summary>
internal static class PlainPicture
{
    private const string Profile = "icc-profile-data";
    private const string Note = "orientation";

    /// <summary>True when the stored pixels are that already.</summary>
    public static bool IsPlain(Image image, PictureOrientation orientation = PictureOrientation.Upright) =>
        image.Interpretation == Enums.Interpretation.Srgb && image.Bands == 3 && image.Format == Enums.BandFormat.Uchar
        && (orientation == PictureOrientation.AsStored || Orientation(image) == 1)
        && HasSrgbProfileOrNone(image) && Pages(image) == 1;

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
        if (!HasSrgbProfileOrNone(image))
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

    private static bool HasSrgbProfileOrNone(Image image) =>
        !image.Contains(Profile) || (image.Get(Profile) is byte[] profile && ColourProfile.IsSrgb(profile));

    private static int Pages(Image image) =>
        image.Contains("n-pages") && image.Get("n-pages") is int value ? value : 1;
}
