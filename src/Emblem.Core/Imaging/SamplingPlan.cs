using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>
/// What will be done to one picture, decided but not done: size, geometry, lighting, crop. Augmentations add their choices in
/// any order; <see cref="Resampler"/> carries them out in fast.ai v1's order (warp, affine, jitter, lighting, flip, crop), with one
/// interpolation, and then what fast.ai has not: colour, blur, JPEG wear; last of all it paints over what is erased. Choices of the same kind act
/// in the order of adding. Two plans are equal when they do the same.
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

    /// <summary>The part of the picture that fills the result, or null for all that <see cref="Resize"/> leaves.</summary>
    public PictureWindow? Window { get; private set; }

    /// <summary>How far looked-up points stray.</summary>
    public GridJitter Jitter { get; private set; }

    /// <summary>All changes of colour together.</summary>
    public ColourMatrix Colour { get; private set; } = ColourMatrix.Identity;

    /// <summary>Blur and compression.</summary>
    public PictureWear Wear { get; private set; }

    /// <summary>What is painted over: the last rectangle, which knows those before it; null for none.</summary>
    public Erasure? Erasure { get; private set; }

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

    /// <summary>Moves the picture's corners, as <see cref="Homography.CornerWarp"/> does, with what is seen between them.</summary>
    /// <param name="topLeft">The step of the corner (−1, −1).</param>
    /// <param name="bottomLeft">The step of (−1, 1).</param>
    /// <param name="topRight">The step of (1, −1).</param>
    /// <param name="bottomRight">The step of (1, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or no such perspective exists.</exception>
    public void MoveCorners(
        (double X, double Y) topLeft, (double X, double Y) bottomLeft, (double X, double Y) topRight, (double X, double Y) bottomRight) =>
        Perspective = Homography.CornerWarp(topLeft, bottomLeft, topRight, bottomRight) * Perspective;

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

    /// <summary>
    /// Stretches a part of the picture over the result, whatever <see cref="Resize"/> and the crop say; turns and warps act on it, and show what
    /// lies around it. The last call counts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not inside the picture, or smaller than a pixel.</exception>
    public void LookAt(PictureWindow window)
    {
        Checked.Within(window.Width, 1, SourceWidth);
        Checked.Within(window.Height, 1, SourceHeight);
        Checked.Within(window.Left, 0, SourceWidth - window.Width);
        Checked.Within(window.Top, 0, SourceHeight - window.Height);
        Window = window;
    }

    /// <summary>Lets every looked-up point stray by itself; the last call counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The magnitude is outside 0..1.</exception>
    public void Scatter(GridJitter jitter)
    {
        Checked.Fraction(jitter.Magnitude);
        Jitter = jitter;
    }

    /// <summary>Changes colours, after those changes that were added before.</summary>
    public void Recolour(ColourMatrix change) => Colour = change * Colour;

    /// <summary>Blurs; the last call counts.</summary>
    /// <param name="sigma">The Gaussian's standard deviation in pixels of the result, 0 (none) to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..32.</exception>
    public void Blur(double sigma) => Wear = Wear with { BlurSigma = Checked.Within(sigma, 0, 32) };

    /// <summary>Leaves what JPEG compression leaves; the last call counts.</summary>
    /// <param name="quality">1, worst, to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 1..100.</exception>
    public void Compress(int quality) => Wear = Wear with { JpegQuality = (int)Checked.Within(quality, 1, 100) };

    /// <summary>Paints a rectangle of the result over, after those that were added before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    public void Erase(Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(erasure.Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(erasure.Height);
        Erasure = erasure with { Before = Erasure };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
