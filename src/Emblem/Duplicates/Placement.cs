using Emblem.Cluster;

namespace Emblem.Duplicates;

/// <summary>
/// Where the points of one picture lie in another: x' = XX·x + XY·y + X0, y' = YX·x + YY·y + Y0, in shares of each picture's width and
/// height from the top left corner, so that it holds for any size of the pictures.
/// </summary>
internal readonly record struct Placement(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    public static readonly Placement Same = new(1, 0, 0, 0, 1, 0);

    /// <summary>How one travels.</summary>
    public static readonly RankFormat<Placement> Format = new(
        (writer, p) => Array.ForEach((double[])[p.XX, p.XY, p.X0, p.YX, p.YY, p.Y0], writer.Write),
        reader => new Placement(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()));

    public static readonly Placement Mirrored = new(-1, 0, 1, 0, 1, 0);

    /// <summary>The share by which areas grow; negative when the picture is mirrored.</summary>
    public double Determinant => (XX * YY) - (XY * YX);

    /// <summary>An upright part of the picture.</summary>
    public static Placement Window(double left, double top, double width, double height) => new(width, 0, left, 0, height, top);

    /// <summary>The middle part of a picture, turned about its centre as it is seen, not as its shares are.</summary>
    /// <param name="size">The part's share of each side.</param>
    /// <param name="degrees">Clockwise.</param>
    /// <param name="aspect">The picture's width over its height.</param>
    public static Placement Turned(double size, double degrees, double aspect)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        (double xx, double xy, double yx, double yy) = (size * cosine, -size * sine / aspect, size * sine * aspect, size * cosine);
        return new Placement(xx, xy, 0.5 - ((xx + xy) / 2), yx, yy, 0.5 - ((yx + yy) / 2));
    }

    public (double X, double Y) Map(double x, double y) => ((XX * x) + (XY * y) + X0, (YX * x) + (YY * y) + Y0);

    /// <summary>First this, then the other.</summary>
    public Placement Then(Placement next) => new(
        (next.XX * XX) + (next.XY * YX),
        (next.XX * XY) + (next.XY * YY),
        (next.XX * X0) + (next.XY * Y0) + next.X0,
        (next.YX * XX) + (next.YY * YX),
        (next.YX * XY) + (next.YY * YY),
        (next.YX * X0) + (next.YY * Y0) + next.Y0);

    /// <summary>The way back; the placement must not be degenerate.</summary>
    public Placement Inverse()
    {
        double d = Determinant;
        (double xx, double xy, double yx, double yy) = (YY / d, -XY / d, -YX / d, XX / d);
        return new Placement(xx, xy, -((xx * X0) + (xy * Y0)), yx, yy, -((yx * X0) + (yy * Y0)));
    }

    /// <summary>How far the corners are moved at most from where another placement has them, in shares of a side.</summary>
    public double DistanceTo(Placement other)
    {
        double farthest = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            (double x, double y) = Map(corner % 2, corner / 2);
            (double u, double v) = other.Map(corner % 2, corner / 2);
            farthest = Math.Max(farthest, Math.Max(Math.Abs(x - u), Math.Abs(y - v)));
        }

        return farthest;
    }

    /// <summary>The larger over the smaller stretch of a shape when it goes from a picture of one aspect to one of another: 1 keeps shapes.</summary>
    public double Distortion(double aspectFrom, double aspectTo)
    {
        // In pixels: heights are 1, widths are the aspects.
        (double a, double b, double c, double d) = (XX * aspectTo / aspectFrom, XY * aspectTo, YX / aspectFrom, YY);
        double sum = (a * a) + (b * b) + (c * c) + (d * d);
        double product = Math.Abs((a * d) - (b * c));
        double root = Math.Sqrt(Math.Max(0, (sum * sum) - (4 * product * product)));
        return Math.Sqrt((sum + root) / Math.Max(sum - root, 1e-12));
    }
}
