using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>
/// A projective map of the plane, as a 3×3 matrix acting on (x, y, 1). In a <see cref="SamplingPlan"/> it maps where a pixel is
/// shown to where it is looked up, in coordinates that run from −1 to 1 over the resized picture, y downwards.
/// </summary>
/// <param name="M00">x from x.</param>
/// <param name="M01">x from y.</param>
/// <param name="M02">x from 1.</param>
/// <param name="M10">y from x.</param>
/// <param name="M11">y from y.</param>
/// <param name="M12">y from 1.</param>
/// <param name="M20">Divisor from x; 0 for an affine map.</param>
/// <param name="M21">Divisor from y; 0 for an affine map.</param>
/// <param name="M22">Divisor from 1; 1 for an affine map.</param>
public readonly record struct Homography(
    double M00, double M01, double M02, double M10, double M11, double M12, double M20, double M21, double M22)
{
    /// <summary>Leaves every point where it is.</summary>
    public static Homography Identity { get; } = Affine(1, 0, 0, 0, 1, 0);

    /// <summary>True when straight parallel lines stay parallel: no perspective.</summary>
    public bool IsAffine => M20 == 0 && M21 == 0 && M22 == 1;

    /// <summary>True when every number is finite.</summary>
    public bool IsFinite => double.IsFinite(M00 + M01 + M02 + M10 + M11 + M12 + M20 + M21 + M22);

    /// <summary>An affine map from its two rows.</summary>
    public static Homography Affine(double m00, double m01, double m02, double m10, double m11, double m12) =>
        new(m00, m01, m02, m10, m11, m12, 0, 0, 1);

    /// <summary>fast.ai's rotation, for a square picture; a plan corrects for the proportions.</summary>
    /// <param name="degrees">Positive turns what is seen counter-clockwise.</param>
    public static Homography Rotation(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return Affine(cos, -sin, 0, sin, cos, 0);
    }

    /// <summary>fast.ai's zoom: what is seen shrinks to 1/scale of the picture, at a place of choice.</summary>
    /// <param name="scale">Above 1 enlarges.</param>
    /// <param name="row">Where the part lies: 0 top, 1 bottom.</param>
    /// <param name="column">Where the part lies: 0 left, 1 right.</param>
    public static Homography Zoom(double scale, double row, double column)
    {
        double margin = 1 - (1 / scale);
        return Affine(1 / scale, 0, margin * ((2 * column) - 1), 0, 1 / scale, margin * ((2 * row) - 1));
    }

    /// <summary>
    /// fast.ai's symmetric warp: the map that takes the four moved corners (−1−m3, −1−m1), (−1−m2, 1+m1), (1+m3, −1−m0),
    /// (1+m2, 1+m0) back to the picture's corners.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Three of the moved corners lie on a line: no such map exists.</exception>
    public static Homography SymmetricWarp(double m0, double m1, double m2, double m3)
    {
        Homography warp = MovedCorners((-m3, -m1), (-m2, m1), (m3, -m0), (m2, m0));
        return warp.IsFinite
            ? warp
            : throw new ArgumentOutOfRangeException(
                nameof(m0), $"A warp by {m0}, {m1}, {m2}, {m3} puts three corners on one line; use magnitudes nearer 0.");
    }

    /// <summary>
    /// fast.ai's perspective warp: the map that takes the picture's corners, each moved by a step of its own, back to where they were. So what is seen
    /// moves along with its corner. Sides are 2 long, x to the right and y downwards.
    /// </summary>
    /// <param name="topLeft">The step of (−1, −1).</param>
    /// <param name="bottomLeft">The step of (−1, 1).</param>
    /// <param name="topRight">The step of (1, −1).</param>
    /// <param name="bottomRight">The step of (1, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Three of the moved corners lie on a line: no such map exists.</exception>
    public static Homography CornerWarp(
        (double X, double Y) topLeft, (double X, double Y) bottomLeft, (double X, double Y) topRight, (double X, double Y) bottomRight)
    {
        Homography warp = MovedCorners(topLeft, bottomLeft, topRight, bottomRight);
        return warp.IsFinite
            ? warp
            : throw new ArgumentOutOfRangeException(
                nameof(topLeft),
                $"Corners moved by {topLeft}, {bottomLeft}, {topRight}, {bottomRight} leave three on one line; use steps nearer 0.");
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    /// <summary>Solved as the inverse of the square-to-quadrilateral map (Heckbert 1989, §2.2.3).</summary>
    private static Homography MovedCorners(
        (double X, double Y) topLeft, (double X, double Y) bottomLeft, (double X, double Y) topRight, (double X, double Y) bottomRight)
    {
        double x0 = -1 + topLeft.X, y0 = -1 + topLeft.Y;
        double x1 = 1 + topRight.X, y1 = -1 + topRight.Y;
        double x2 = 1 + bottomRight.X, y2 = 1 + bottomRight.Y;
        double x3 = -1 + bottomLeft.X, y3 = 1 + bottomLeft.Y;
        double sx = x0 - x1 + x2 - x3, sy = y0 - y1 + y2 - y3;
        double determinant = ((x1 - x2) * (y3 - y2)) - ((y1 - y2) * (x3 - x2));
        double g = ((sx * (y3 - y2)) - (sy * (x3 - x2))) / determinant;
        double h = (((x1 - x2) * sy) - ((y1 - y2) * sx)) / determinant;
        var fromUnitSquare = new Homography(
            x1 - x0 + (g * x1), x3 - x0 + (h * x3), x0, y1 - y0 + (g * y1), y3 - y0 + (h * y3), y0, g, h, 1);
        return (fromUnitSquare * Affine(0.5, 0, 0.5, 0, 0.5, 0.5)).Inverse();
    }

    /// <summary>The map that does <paramref name="right"/> first, then <paramref name="left"/>.</summary>
    public static Homography operator *(Homography left, Homography right) => new(
        (left.M00 * right.M00) + (left.M01 * right.M10) + (left.M02 * right.M20),
        (left.M00 * right.M01) + (left.M01 * right.M11) + (left.M02 * right.M21),
        (left.M00 * right.M02) + (left.M01 * right.M12) + (left.M02 * right.M22),
        (left.M10 * right.M00) + (left.M11 * right.M10) + (left.M12 * right.M20),
        (left.M10 * right.M01) + (left.M11 * right.M11) + (left.M12 * right.M21),
        (left.M10 * right.M02) + (left.M11 * right.M12) + (left.M12 * right.M22),
        (left.M20 * right.M00) + (left.M21 * right.M10) + (left.M22 * right.M20),
        (left.M20 * right.M01) + (left.M21 * right.M11) + (left.M22 * right.M21),
        (left.M20 * right.M02) + (left.M21 * right.M12) + (left.M22 * right.M22));

    /// <summary>Where a point goes; not finite where the divisor is 0.</summary>
    public (double X, double Y) Map(double x, double y)
    {
        double divisor = Divisor(x, y);
        return (((M00 * x) + (M01 * y) + M02) / divisor, ((M10 * x) + (M11 * y) + M12) / divisor);
    }

    internal double Divisor(double x, double y) => (M20 * x) + (M21 * y) + M22;

    /// <summary>The inverse map, scaled so that M22 is 1; not finite when there is none.</summary>
    internal Homography Inverse()
    {
        double last = (M00 * M11) - (M01 * M10);
        return new Homography(
            ((M11 * M22) - (M12 * M21)) / last, ((M02 * M21) - (M01 * M22)) / last, ((M01 * M12) - (M02 * M11)) / last,
            ((M12 * M20) - (M10 * M22)) / last, ((M00 * M22) - (M02 * M20)) / last, ((M02 * M10) - (M00 * M12)) / last,
            ((M10 * M21) - (M11 * M20)) / last, ((M01 * M20) - (M00 * M21)) / last, 1);
    }
}
