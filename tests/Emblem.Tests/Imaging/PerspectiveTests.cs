using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class PerspectiveTests
{
    [Fact]
    public void EachCornerComesBackFromWhereItWasMoved()
    {
        Homography warp = Homography.CornerWarp((-0.1, 0.2), (0.15, 0.3), (-0.25, -0.05), (0.4, 0.1));
        Near((-1, -1), warp.Map(-1.1, -0.8));
        Near((-1, 1), warp.Map(-0.85, 1.3));
        Near((1, -1), warp.Map(0.75, -1.05));
        Near((1, 1), warp.Map(1.4, 1.1));
    }

    [Fact]
    public void SymmetricWarpIsOneOfThem() => Assert.Equal(
        Homography.SymmetricWarp(0.1, -0.05, 0.2, 0.15), Homography.CornerWarp((-0.15, 0.05), (-0.2, -0.05), (0.15, -0.1), (0.2, 0.1)));

    [Fact]
    public void WhatIsSeenMovesWithItsCorner()
    {
        PixelImage picture = Make(101, 101, (x, y, _) => x < 6 && y < 6 ? 255 : 0);
        var plan = new SamplingPlan(101, 101, 101, 101, ResizeMethod.Crop, PaddingMode.Zeros);
        plan.MoveCorners((0.4, 0.2), (0, 0), (0, 0), (0, 0));
        PixelImage seen = Resampler.Sample(picture, plan);
        Assert.True(seen.At(22, 12).Red > 200);
        Assert.Equal(0, seen.At(2, 2).Red);
    }

    [Fact]
    public void RefusesThreeCornersOnALine() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SamplingPlan(9, 9, 9, 9, ResizeMethod.Crop).MoveCorners((1, 1), (0, 0), (0, 0), (0, 0)));

    private static void Near((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-12);
        Assert.Equal(expected.Y, actual.Y, 1e-12);
    }
}
