using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class WindowTests
{
    [Fact]
    public void AWindowOfTheResultsSizeShowsItsPixels()
    {
        PixelImage picture = Noise(60, 50);
        SamplingPlan plan = Looking(picture, 20, new PictureWindow(13, 7, 20, 20));
        PixelImage seen = Resampler.Sample(picture, plan);
        for (int i = 0; i < 20; i++)
            Assert.Equal(picture.At(13 + i, 7 + (3 * i % 20)), seen.At(i, 3 * i % 20));
    }

    [Fact]
    public void TheWholePictureIsASquish()
    {
        PixelImage picture = Noise(300, 170);
        var squish = new SamplingPlan(300, 170, 40, 40, ResizeMethod.Squish);
        PixelImage seen = Resampler.Sample(picture, Looking(picture, 40, new PictureWindow(0, 0, 300, 170)));
        Assert.True(MeanDifference(Resampler.Sample(picture, squish), seen) < 4);
    }

    /// <summary>The shrink follows the window: a small one of a large picture stays sharp, a large one is averaged.</summary>
    [Fact]
    public void TheShrinkFollowsTheWindow()
    {
        PixelImage picture = Make(800, 800, (x, _, _) => x % 2 == 0 ? 0 : 255);
        PixelImage near = Resampler.Sample(picture, Looking(picture, 50, new PictureWindow(100, 200, 50, 50)));
        Assert.Equal((0, 255), (near.Pixels.Min(), near.Pixels.Max()));
        PixelImage far = Resampler.Sample(picture, Looking(picture, 50, new PictureWindow(100, 100, 600, 600)));
        Assert.All(far.Pixels, value => Assert.InRange(value, 105, 150));
    }

    /// <summary>A ramp tells where each pixel comes from, shrunk or not.</summary>
    [Theory]
    [InlineData(120)]
    [InlineData(480)]
    public void ShrinkingMovesNothing(double width)
    {
        PixelImage picture = Make(510, 510, (x, _, _) => x / 2.0);
        PixelImage seen = Resampler.Sample(picture, Looking(picture, 40, new PictureWindow(20, 20, width, width)));
        Assert.Equal((20 + 1.5) / 2, seen.At(0, 20).Red, 2.0);
        Assert.Equal((20 + width - 1.5) / 2, seen.At(39, 20).Red, 2.0);
    }

    [Fact]
    public void RefusesWindowsOutside()
    {
        var plan = new SamplingPlan(60, 50, 20, 20, ResizeMethod.Crop);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.LookAt(new PictureWindow(41, 0, 20, 20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.LookAt(new PictureWindow(0, -1, 20, 20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.LookAt(new PictureWindow(0, 0, 0.5, 20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.LookAt(new PictureWindow(double.NaN, 0, 2, 20)));
    }

    private static SamplingPlan Looking(PixelImage picture, int side, PictureWindow window)
    {
        var plan = new SamplingPlan(picture.Width, picture.Height, side, side, ResizeMethod.Crop);
        plan.LookAt(window);
        return plan;
    }
}
