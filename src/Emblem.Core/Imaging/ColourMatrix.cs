using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// A linear change of colour: each of red, green and blue becomes a weighted sum of the three. Changes of hue, saturation and to gray are such sums,
/// so any number of them costs one. Brightness stays: it is weighted as in ITU-R BT.601 (0.299, 0.587, 0.114), as Pillow does.
/// </summary>
/// <param name="Red">What the new red takes from red, green and blue.</param>
/// <param name="Green">What the new green takes.</param>
/// <param name="Blue">What the new blue takes.</param>
public readonly record struct ColourMatrix(ColourWeights Red, ColourWeights Green, ColourWeights Blue)
{
    private static readonly ColourWeights Luma = new(0.299, 0.587, 0.114);

    /// <summary>Leaves colours alone.</summary>
    public static ColourMatrix Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Strengthens or weakens colours.</summary>
    /// <param name="scale">0 is gray, 1 changes nothing, above 1 is more colourful.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or not finite.</exception>
    public static ColourMatrix Saturation(double scale)
    {
        Checked.Within(scale, 0, double.MaxValue);
        ColourWeights gray = Luma * (1 - scale);
        return new(gray with { Red = gray.Red + scale }, gray with { Green = gray.Green + scale }, gray with { Blue = gray.Blue + scale });
    }

    /// <summary>Turns colours round the axis of grays, brightness unchanged: a rotation of the two chroma channels of YIQ.</summary>
    /// <param name="degrees">120 takes red about to green.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public static ColourMatrix Hue(double degrees)
    {
        (double sin, double cos) = Math.SinCos(-Checked.Finite(degrees) * Math.PI / 180);
        var toYiq = new ColourMatrix(Luma, new(0.595716, -0.274453, -0.321263), new(0.211456, -0.522591, 0.311135));
        var turn = new ColourMatrix(new(1, 0, 0), new(0, cos, -sin), new(0, sin, cos));
        return toYiq.Inverse() * turn * toYiq;
    }

    /// <summary>The change that does <paramref name="right"/> first, then <paramref name="left"/>.</summary>
    public static ColourMatrix operator *(ColourMatrix left, ColourMatrix right) =>
        new(right.Combine(left.Red), right.Combine(left.Green), right.Combine(left.Blue));

    /// <summary>Replaces red, green and blue of pixels, kept within 0..1.</summary>
    internal void Apply(ColourPlanes pixels)
    {
        Span<float> reds = pixels.Red;
        Span<float> greens = pixels.Green;
        Span<float> blues = pixels.Blue;
        for (int i = 0; i < reds.Length; i += ColourPlanes.Group)
        {
            Vector256<float> red = Vector256.Create<float>(reds[i..]);
            Vector256<float> green = Vector256.Create<float>(greens[i..]);
            Vector256<float> blue = Vector256.Create<float>(blues[i..]);
            Mix(Red, red, green, blue).CopyTo(reds[i..]);
            Mix(Green, red, green, blue).CopyTo(greens[i..]);
            Mix(Blue, red, green, blue).CopyTo(blues[i..]);
        }
    }

    private static Vector256<float> Mix(ColourWeights weights, Vector256<float> red, Vector256<float> green, Vector256<float> blue)
    {
        Vector256<float> mixed = (red * (float)weights.Red) + (green * (float)weights.Green) + (blue * (float)weights.Blue);
        return Vector256.Min(Vector256.Max(mixed, Vector256<float>.Zero), Vector256<float>.One);
    }

    private ColourWeights Combine(ColourWeights by) => (Red * by.Red) + (Green * by.Green) + (Blue * by.Blue);

    private ColourMatrix Inverse()
    {
        Homography inverse = new Homography(
            Red.Red, Red.Green, Red.Blue, Green.Red, Green.Green, Green.Blue, Blue.Red, Blue.Green, Blue.Blue).Inverse();
        var scaled = new ColourMatrix(
            new(inverse.M00, inverse.M01, inverse.M02), new(inverse.M10, inverse.M11, inverse.M12), new(inverse.M20, inverse.M21, inverse.M22));
        // A homography's inverse is known but for a factor: the product with the matrix tells it.
        double factor = 1 / Combine(scaled.Red).Red;
        return new(scaled.Red * factor, scaled.Green * factor, scaled.Blue * factor);
    }
}
