using System.Numerics;
using System.Runtime.InteropServices;
using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// Sixteen bits of a profile that is a formula, computed as the formula says. The colour library takes such pixels through a table of its own with 33
/// steps a side, and is wrong by up to 16 of 255 at the edge of what sRGB can show; with eight bits it computes, and so does this.
/// </summary>
internal static class DeepColour
{
    private const int Values = ushort.MaxValue + 1;

    /// <summary>Eight bits of sRGB, with the transparency that there was; null where the profile is no formula, or not for these pixels.</summary>
    public static Image? ToSrgb(Image image, byte[] profile)
    {
        if (image.Format != Enums.BandFormat.Ushort || ColourProfile.FormulaOf(profile) is not { } formula)
            return null;
        int colours = formula.Curves.Length;
        using Image stored = image.ExtractBand(0, n: colours);
        using Image curves = Tables(formula.Curves);
        using Image light = stored.Maplut(curves);
        using Image matrix = Rows(formula.ToLinearSrgb);
        using Image linear = colours == 1 ? light.Bandjoin(light, light) : light.Recomb(matrix);
        using Image meant = linear.Copy(interpretation: Enums.Interpretation.Scrgb);
        using Image srgb = meant.Colourspace(Enums.Interpretation.Srgb);
        if (image.Bands == colours)
            return srgb.Copy();
        using Image alpha = image.ExtractBand(colours);
        using Image scaled = alpha / 257.0;
        using Image rounded = scaled.Rint();
        using Image bytes = rounded.Cast(Enums.BandFormat.Uchar);
        return srgb.Bandjoin(bytes);
    }

    private static Image Tables(ToneCurve[] curves)
    {
        float[] values = new float[Values * curves.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)curves[i % curves.Length].Light((double)(i / curves.Length) / ushort.MaxValue);
        return Image.NewFromMemory(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), Values, 1, curves.Length, Enums.BandFormat.Float);
    }

    /// <summary>libvips multiplies from the left, .NET from the right.</summary>
    private static Image Rows(Matrix4x4 matrix)
    {
        double[,] rows = new double[3, 3];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
                rows[row, column] = matrix[column, row];
        }

        return Image.NewFromArray(rows);
    }
}
