using System.Numerics;

namespace Emblem.Imaging;

/// <summary>Where the white and the three colours of a colour space lie in CIE 1931's x and y.</summary>
internal readonly record struct Chromaticities(Vector2 White, Vector2 Red, Vector2 Green, Vector2 Blue)
{
    /// <summary>sRGB, and BT.709's.</summary>
    public static readonly Chromaticities Srgb = new(Daylight, new(0.64f, 0.33f), new(0.30f, 0.60f), new(0.15f, 0.06f));

    /// <summary>Display P3: newer screens' and telephones'.</summary>
    public static readonly Chromaticities DisplayP3 = new(Daylight, new(0.68f, 0.32f), new(0.265f, 0.69f), new(0.15f, 0.06f));

    /// <summary>BT.2020's.</summary>
    public static readonly Chromaticities Bt2020 = new(Daylight, new(0.708f, 0.292f), new(0.17f, 0.797f), new(0.131f, 0.046f));

    /// <summary>European television before BT.709.</summary>
    public static readonly Chromaticities Bt470 = new(Daylight, new(0.64f, 0.33f), new(0.29f, 0.60f), new(0.15f, 0.06f));

    /// <summary>American television before BT.709.</summary>
    public static readonly Chromaticities Bt601 = new(Daylight, new(0.63f, 0.34f), new(0.31f, 0.595f), new(0.155f, 0.07f));

    private static Vector2 Daylight => new(0.3127f, 0.3290f);

    /// <summary>Bradford's sharpened cone responses, in which the eye's adaptation is a factor each; rows, for vectors from the left.</summary>
    private static Matrix4x4 Cones => Rows(new(0.8951f, -0.7502f, 0.0389f), new(0.2664f, 1.7135f, -0.0685f), new(-0.1614f, 0.0367f, 1.0296f));

    /// <summary>XYZ of full red, green and blue, one a row, as a profile holds them: adapted to D50. Null where the points span no colours.</summary>
    public Matrix4x4? Colours()
    {
        Matrix4x4 pure = Rows(Xyz(Red), Xyz(Green), Xyz(Blue));
        if (!Matrix4x4.Invert(pure, out Matrix4x4 shares))
            return null;
        Vector3 share = Vector3.Transform(Xyz(White), shares);
        Matrix4x4.Invert(Cones, out Matrix4x4 back);
        Vector3 factors = Vector3.Transform(ColourProfile.White, Cones) / Vector3.Transform(Xyz(White), Cones);
        Matrix4x4 colours = Matrix4x4.CreateScale(share) * pure * Cones * Matrix4x4.CreateScale(factors) * back;
        return float.IsFinite(colours.GetDeterminant()) && colours.GetDeterminant() > 0.001f ? colours : null;
    }

    /// <summary>True where the difference is one of rounding.</summary>
    public bool IsNear(Chromaticities other) => Near(White, other.White) && Near(Red, other.Red) && Near(Green, other.Green) && Near(Blue, other.Blue);

    /// <summary>A matrix of three rows.</summary>
    public static Matrix4x4 Rows(Vector3 first, Vector3 second, Vector3 third) => new(
        first.X, first.Y, first.Z, 0, second.X, second.Y, second.Z, 0, third.X, third.Y, third.Z, 0, 0, 0, 0, 1);

    private static Vector3 Xyz(Vector2 xy) => new(xy.X / xy.Y, 1, (1 - xy.X - xy.Y) / xy.Y);

    private static bool Near(Vector2 one, Vector2 other) => Vector2.Distance(one, other) < 0.002f;
}
