namespace Emblem.Imaging;

/// <summary>
/// A plan worked out: for each column and row of the result a coordinate from −1 to 1, and one map from a pair of them to a
/// pixel of the (possibly shrunk) picture. NaN coordinates are padding to be left black.
/// </summary>
internal sealed class SamplingGeometry
{
    /// <summary>Far beyond every picture, and small enough that a pair of such sides does not overflow.</summary>
    private const double LongestSide = 1 << 29;

    /// <summary>Works a plan out.</summary>
    /// <param name="plan">Not changed.</param>
    /// <param name="scratch">Lends the coordinates until the next plan is worked out with it; null for coordinates of its own.</param>
    public SamplingGeometry(SamplingPlan plan, SamplingScratch? scratch = null)
    {
        scratch ??= new SamplingScratch();
        bool transposed = (plan.Dihedral & 4) != 0;
        (double width, double height) = ResizedSize(plan, transposed);
        Columns = scratch.Columns(plan.TargetWidth);
        Rows = scratch.Rows(plan.TargetHeight);
        Fill(Columns, transposed ? height : width, plan.CropColumn, plan.Padding);
        Fill(Rows, transposed ? width : height, plan.CropRow, plan.Padding);
        if ((plan.Dihedral & 1) != 0)
            Mirror(transposed ? Columns : Rows);
        if ((plan.Dihedral & 2) != 0)
            Mirror(transposed ? Rows : Columns);

        Homography square = plan.Geometry;
        Homography affine = square with { M01 = square.M01 * height / width, M10 = square.M10 * width / height };
        Homography lookup = affine * plan.Perspective;
        (ShrunkWidth, ShrunkHeight) = ShrunkSize(plan, width, height, lookup);
        lookup = ToPixels(plan) * lookup;
        Lookup = transposed ? lookup * Homography.Affine(0, 1, 0, 1, 0, 0) : lookup;
    }

    /// <summary>Columns of the picture after the shrink that comes before interpolation.</summary>
    public int ShrunkWidth { get; }

    /// <summary>Rows of the picture after that shrink.</summary>
    public int ShrunkHeight { get; }

    /// <summary>The coordinate of each column of the result.</summary>
    public double[] Columns { get; }

    /// <summary>The coordinate of each row of the result.</summary>
    public double[] Rows { get; }

    /// <summary>From (column coordinate, row coordinate) to a pixel position, 0 being the centre of the first pixel.</summary>
    public Homography Lookup { get; }

    /// <summary>
    /// From coordinates to pixels of the shrunk picture. −1 and 1 are the centres of the outermost pixels, of the picture or of its window; shrinking
    /// keeps a window's edges, not its pixels' centres.
    /// </summary>
    private Homography ToPixels(SamplingPlan plan)
    {
        if (plan.Window is not { } window)
        {
            double halfWidth = (ShrunkWidth - 1) / 2.0;
            double halfHeight = (ShrunkHeight - 1) / 2.0;
            return Homography.Affine(halfWidth, 0, halfWidth, 0, halfHeight, halfHeight);
        }

        double across = (double)ShrunkWidth / plan.SourceWidth;
        double down = (double)ShrunkHeight / plan.SourceHeight;
        return Homography.Affine(
            (window.Width - 1) / 2 * across, 0, ((window.Left + (window.Width / 2)) * across) - 0.5,
            0, (window.Height - 1) / 2 * down, ((window.Top + (window.Height / 2)) * down) - 0.5);
    }

    /// <summary>The size before the crop. Halves round to even, as Python does.</summary>
    private static (double Width, double Height) ResizedSize(SamplingPlan plan, bool transposed)
    {
        if (plan.Resize == ResizeMethod.Squish || plan.Window is not null)
            return transposed ? (plan.TargetHeight, plan.TargetWidth) : (plan.TargetWidth, plan.TargetHeight);
        double columns = (double)plan.SourceWidth / plan.TargetWidth;
        double rows = (double)plan.SourceHeight / plan.TargetHeight;
        double ratio = plan.Resize == ResizeMethod.Crop ? Math.Min(rows, columns) : Math.Max(rows, columns);
        return (Side(plan.SourceWidth / ratio), Side(plan.SourceHeight / ratio));
    }

    private static double Side(double side) => Math.Clamp(Math.Round(side, MidpointRounding.ToEven), 1, LongestSide);

    /// <summary>fast.ai's crop_pad along one side: pad both ends alike where the picture is short, then cut.</summary>
    private static void Fill(double[] coordinates, double side, double position, PaddingMode padding)
    {
        int target = coordinates.Length;
        long length = (long)side;
        long pad = Math.Max((target - length + 1) / 2, 0);
        long start = (long)((length + (2 * pad) - target + 1) * Math.Min(position, 1 - 1e-7)) - pad;
        for (int i = 0; i < target; i++)
        {
            long pixel = start + i;
            coordinates[i] = pixel >= 0 && pixel < length ? Coordinate(pixel, length) : padding switch
            {
                PaddingMode.Zeros => double.NaN,
                PaddingMode.Border => Coordinate(Math.Clamp(pixel, 0, length - 1), length),
                _ => Coordinate(Reflect(pixel, length), length),
            };
        }
    }

    private static double Coordinate(long pixel, long length) => length == 1 ? 0 : (2.0 * pixel / (length - 1)) - 1;

    /// <summary>The pixel that a position beyond the edge mirrors, the outermost pixel standing once.</summary>
    public static long Reflect(long pixel, long length)
    {
        if (length == 1)
            return 0;
        long period = 2 * (length - 1);
        long within = Math.Abs(pixel) % period;
        return within < length ? within : period - within;
    }

    private static void Mirror(double[] coordinates)
    {
        for (int i = 0; i < coordinates.Length; i++)
            coordinates[i] = -coordinates[i];
    }

    /// <summary>
    /// fast.ai's remedy for aliasing: a picture more than twice as large as the grid, more than the geometry zooms in, is first
    /// area-averaged down to twice the grid. The extent of the looked-up points lies at the corners, unless the horizon does too.
    /// </summary>
    private static (int Width, int Height) ShrunkSize(SamplingPlan plan, double width, double height, Homography lookup)
    {
        PictureWindow seen = plan.Window ?? new PictureWindow(0, 0, plan.SourceWidth, plan.SourceHeight);
        double factor = Math.Min(seen.Height / height, seen.Width / width) / 2;
        if (factor <= 1 || factor <= ZoomIn(lookup))
            return (plan.SourceWidth, plan.SourceHeight);
        return ((int)Math.Floor(plan.SourceWidth * (1 / factor)), (int)Math.Floor(plan.SourceHeight * (1 / factor)));
    }

    private static double ZoomIn(Homography lookup)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach ((double x, double y) in (ReadOnlySpan<(double, double)>)[(-1, -1), (1, -1), (-1, 1), (1, 1)])
        {
            if (lookup.Divisor(x, y) <= 0)
                return 0;
            (double mappedX, double mappedY) = lookup.Map(x, y);
            low = Math.Min(low, Math.Min(mappedX, mappedY));
            high = Math.Max(high, Math.Max(mappedX, mappedY));
        }

        return 2 / (high - low);
    }
}
