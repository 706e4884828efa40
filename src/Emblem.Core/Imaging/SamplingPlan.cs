namespace Emblem.Imaging;

/// <summary>
/// What will be done to one picture, decided but not done: size, geometry, lighting, crop. Augmentations add their choices in
/// any order; <see cref="Resampler"/> carries them out in fast.ai v1's order (warp, affine, lighting, flip, crop), with one
/// interpolation. Choices of the same kind act in the order of adding. Two plans are equal when they do the same.
/// </summary>
public sealed record SamplingPlan
{
    /// <summary>Plans a resize with a centre crop and nothing else.</summary>
    /// <param name="sourceWidth">Columns of the picture, at least 1.</param>
    /// <param name="sourceHeight">Rows of the picture, at least 1.</param>
    /// <param name="targetWidth">Columns of the result, at least 1.</param>
    /// <param name="targetHeight">Rows of the result, at least 1.</param>
    /// <param name="resize">How the one is fitted to the other.</param>
    /// <param name="padding">What is seen beyond the picture's edge.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public SamplingPlan(
        int sourceWidth,
        int sourceHeight,
        int targetWidth,
        int targetHeight,
        ResizeMethod resize,
        PaddingMode padding = PaddingMode.Reflection)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sourceWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sourceHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetHeight);
        SourceWidth = sourceWidth;
        SourceHeight = sourceHeight;
        TargetWidth = targetWidth;
        TargetHeight = targetHeight;
        Resize = resize;
        Padding = padding;
    }

    /// <summary>Columns of the picture.</summary>
    public int SourceWidth { get; }

    /// <summary>Rows of the picture.</summary>
    public int SourceHeight { get; }

    /// <summary>Columns of the result.</summary>
    public int TargetWidth { get; }

    /// <summary>Rows of the result.</summary>
    public int TargetHeight { get; }

    /// <summary>How the one is fitted to the other.</summary>
    public ResizeMethod Resize { get; }

    /// <summary>What is seen beyond the picture's edge.</summary>
    public PaddingMode Padding { get; }

    /// <summary>Where the crop lies from top (0) to bottom (1); 0.5 until chosen.</summary>
    public double CropRow { get; private set; } = 0.5;

    /// <summary>Where the crop lies from left (0) to right (1); 0.5 until chosen.</summary>
    public double CropColumn { get; private set; } = 0.5;

    /// <summary>All flips and turns together: bit 0 mirrors rows, bit 1 mirrors columns, bit 2 then transposes.</summary>
    public int Dihedral { get; private set; }

    /// <summary>All warps together.</summary>
    public Homography Perspective { get; private set; } = Homography.Identity;

    /// <summary>All rotations, zooms and other affine maps together, as for a square picture.</summary>
    public Homography Geometry { get; private set; } = Homography.Identity;

    /// <summary>Lighting: what the logit of each channel is multiplied by.</summary>
    public double LogitScale { get; private set; } = 1;

    /// <summary>Lighting: what is then added to the logit.</summary>
    public double LogitShift { get; private set; }

    /// <summary>Puts the crop at a place; the last call counts.</summary>
    /// <param name="row">0 top to 1 bottom.</param>
    /// <param name="column">0 left to 1 right.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside 0..1.</exception>
    public void CropAt(double row, double column)
    {
        CropRow = Checked.Fraction(row);
        CropColumn = Checked.Fraction(column);
    }

    /// <summary>Mirrors left and right.</summary>
    public void Flip() => Turn(2);

    /// <summary>One of the eight flips and right-angle turns of a rectangle, in fast.ai's numbering.</summary>
    /// <param name="dihedral">0 to 7: bit 0 mirrors rows, bit 1 mirrors columns, bit 2 then transposes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 7.</exception>
    public void Turn(int dihedral)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dihedral);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dihedral, 7);
        // Mirroring rows of a transposed picture is mirroring its columns before the transposition.
        int mirrors = dihedral & 3;
        int before = (Dihedral & 4) == 0 ? mirrors : ((mirrors & 1) << 1) | (mirrors >> 1);
        Dihedral ^= before | (dihedral & 4);
    }

    /// <summary>Tilts the picture in perspective, as <see cref="Homography.SymmetricWarp"/> does.</summary>
    /// <param name="m0">Above 0 enlarges the right side, below 0 shrinks it.</param>
    /// <param name="m1">Above 0 enlarges the left side, below 0 shrinks it.</param>
    /// <param name="m2">Above 0 enlarges the bottom, below 0 shrinks it.</param>
    /// <param name="m3">Above 0 enlarges the top, below 0 shrinks it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or no such perspective exists.</exception>
    public void Warp(double m0, double m1, double m2, double m3) =>
        Perspective = Homography.SymmetricWarp(m0, m1, m2, m3) * Perspective;

    /// <summary>Rotates about the centre.</summary>
    /// <param name="degrees">Positive turns what is seen counter-clockwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public void Rotate(double degrees) => Transform(Homography.Rotation(Checked.Finite(degrees)));

    /// <summary>Enlarges a part of the picture.</summary>
    /// <param name="scale">Above 1 enlarges; must be above 0.</param>
    /// <param name="row">Where the part lies: 0 top, 1 bottom.</param>
    /// <param name="column">Where the part lies: 0 left, 1 right.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public void Zoom(double scale, double row, double column) =>
        Transform(Homography.Zoom(Checked.Positive(scale), Checked.Fraction(row), Checked.Fraction(column)));

    /// <summary>
    /// Any affine map, multiplied to the right of those added before. Its off-diagonal entries are read as for a square picture
    /// and corrected for the proportions, so that a rotation stays one.
    /// </summary>
    /// <exception cref="ArgumentException">The map is not affine or not finite.</exception>
    public void Transform(Homography map)
    {
        if (!map.IsAffine || !map.IsFinite)
        {
            throw new ArgumentException(
                $"Expected a finite affine map (last row 0 0 1), got {map}. Use Warp for perspective.", nameof(map));
        }

        Geometry *= map;
    }

    /// <summary>Lightens or darkens: adds the logit of <paramref name="change"/> to the logit of each channel.</summary>
    /// <param name="change">0.5 changes nothing, towards 0 darker, towards 1 lighter; strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public void Brightness(double change)
    {
        Checked.Between(change, 0, 1);
        LogitShift += Math.Log(change / (1 - change));
    }

    /// <summary>Spreads or narrows the tones: multiplies the logit of each channel.</summary>
    /// <param name="scale">1 changes nothing, below 1 is flatter, above 1 harder; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number above 0.</exception>
    public void Contrast(double scale)
    {
        LogitScale *= Checked.Positive(scale);
        LogitShift *= scale;
    }
}
