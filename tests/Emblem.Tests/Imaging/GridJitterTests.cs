using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class GridJitterTests
{
    [Fact]
    public void PointsStrayAsFarAsTheMagnitudeAndNoFurther()
    {
        // A ramp of two steps a pixel says from where each point came.
        PixelImage ramp = Make(101, 101, (x, _, _) => x * 2);
        var plan = new SamplingPlan(101, 101, 101, 101, ResizeMethod.Crop);
        plan.Scatter(new GridJitter(0.1, 3));
        PixelImage seen = Resampler.Sample(ramp, plan);
        int[] strays = [.. Enumerable.Range(0, 61 * 101).Select(i => seen.At(20 + (i % 61), i / 61).Red - (2 * (20 + (i % 61))))];
        Assert.InRange(strays.Max(), 9, 10);
        Assert.InRange(strays.Min(), -10, -9);
        Assert.InRange(strays.Average(), -0.3, 0.3);
    }

    [Fact]
    public void RefusesMagnitudesBeyondThePicture()
    {
        var plan = new SamplingPlan(9, 9, 9, 9, ResizeMethod.Crop);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Scatter(new GridJitter(1.1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Scatter(new GridJitter(double.NaN, 0)));
    }
}
