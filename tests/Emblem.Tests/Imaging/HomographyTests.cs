using Emblem.Imaging;

namespace Emblem.Tests.Imaging;

public sealed class HomographyTests
{
    [Fact]
    public void TheWarpTakesTheMovedCornersBack()
    {
        (double m0, double m1, double m2, double m3) = (0.2, -0.15, 0.05, 0.1);
        Homography warp = Homography.SymmetricWarp(m0, m1, m2, m3);
        Close((-1, -1), warp.Map(-1 - m3, -1 - m1));
        Close((-1, 1), warp.Map(-1 - m2, 1 + m1));
        Close((1, -1), warp.Map(1 + m3, -1 - m0));
        Close((1, 1), warp.Map(1 + m2, 1 + m0));
        Assert.False(warp.IsAffine);
    }

    [Fact]
    public void NoWarpIsNoChange()
    {
        Homography warp = Homography.SymmetricWarp(0, 0, 0, 0);
        Close((0.3, -0.7), warp.Map(0.3, -0.7));
    }

    [Fact]
    public void EqualMagnitudesEnlargeEvenly() =>
        Close((0.4, -0.2), Homography.SymmetricWarp(0.25, 0.25, 0.25, 0.25).Map(0.5, -0.25));

    [Fact]
    public void TheRightFactorActsFirst()
    {
        Homography turn = Homography.Rotation(90);
        Homography zoom = Homography.Zoom(2, 0.5, 1);
        (double x, double y) = zoom.Map(0.2, 0.6);
        Close(turn.Map(x, y), (turn * zoom).Map(0.2, 0.6));
        Close((-0.6, 0.2), turn.Map(0.2, 0.6));
    }

    [Fact]
    public void ZoomLooksAtThePartAskedFor()
    {
        Homography corner = Homography.Zoom(2, row: 0, column: 1);
        Close((0, -1), corner.Map(-1, -1));
        Close((1, 0), corner.Map(1, 1));
    }

    [Fact]
    public void TheInverseUndoes()
    {
        Homography warp = Homography.SymmetricWarp(0.2, -0.1, 0.15, 0) * Homography.Rotation(20);
        (double x, double y) = warp.Map(0.3, 0.4);
        Close((0.3, 0.4), warp.Inverse().Map(x, y));
    }

    private static void Close((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-12);
        Assert.Equal(expected.Y, actual.Y, 1e-12);
    }
}
