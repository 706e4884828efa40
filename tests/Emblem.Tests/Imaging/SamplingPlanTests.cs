using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

public sealed class SamplingPlanTests
{
    private static SamplingPlan Plan() => new(100, 80, 64, 64, ResizeMethod.Crop);

    [Fact]
    public void TheOrderOfAddingDifferentKindsDoesNotMatter()
    {
        SamplingPlan forward = Plan();
        forward.Warp(0.1, -0.1, 0.05, 0);
        forward.Rotate(5);
        forward.Brightness(0.6);
        forward.Flip();
        forward.CropAt(0.2, 0.7);
        SamplingPlan backward = Plan();
        backward.CropAt(0.2, 0.7);
        backward.Flip();
        backward.Brightness(0.6);
        backward.Rotate(5);
        backward.Warp(0.1, -0.1, 0.05, 0);

        Assert.Equal(forward, backward);
        Assert.Equal(forward.ToString(), backward.ToString());
        PixelImage picture = Pictures.Waves(100, 80);
        Assert.Equal(Resampler.Sample(picture, forward).Pixels, Resampler.Sample(picture, backward).Pixels);
    }

    [Fact]
    public void ChoicesOfOneKindActInTheirOrder()
    {
        SamplingPlan first = Plan();
        first.Brightness(0.6);
        first.Contrast(2);
        SamplingPlan second = Plan();
        second.Contrast(2);
        second.Brightness(0.6);
        double shift = Math.Log(0.6 / 0.4);
        Assert.Equal((2, 2 * shift), (first.LogitScale, first.LogitShift));
        Assert.Equal((2, shift), (second.LogitScale, second.LogitShift));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void PlansWithOtherChoicesDiffer()
    {
        SamplingPlan rotated = Plan();
        rotated.Rotate(1);
        Assert.NotEqual(Plan(), rotated);
        Assert.NotEqual(Plan(), new SamplingPlan(100, 80, 64, 64, ResizeMethod.Pad));
        Assert.Equal(Plan(), Plan());
    }

    /// <summary>Doing one turn after another, on pixels, is what the plan makes of both.</summary>
    [Fact]
    public void TurnsComposeAsTheGroupOfTheSquare()
    {
        PixelImage picture = Pictures.Noise(9, 9);
        for (int first = 0; first < 8; first++)
        {
            for (int second = 0; second < 8; second++)
            {
                PixelImage oneByOne = Turned(Turned(picture, first), second);
                Assert.Equal(oneByOne.Pixels, Turned(picture, first, second).Pixels);
            }
        }
    }

    [Fact]
    public void RefusesWhatCannotBeDone()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingPlan(0, 1, 1, 1, ResizeMethod.Crop));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingPlan(1, 1, 1, -1, ResizeMethod.Crop));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().CropAt(-0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().CropAt(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Turn(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Rotate(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Zoom(0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Brightness(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Contrast(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Warp(-1, -1, -1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan().Warp(double.NaN, 0, 0, 0));
        Assert.Throws<ArgumentException>(() => Plan().Transform(new Homography(1, 0, 0, 0, 1, 0, 0.1, 0, 1)));
        ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>(() => Plan().CropAt(0.5, 1.5));
        Assert.Equal("column", fault.ParamName);
        Assert.Contains("from 0 to 1", fault.Message);
    }

    private static PixelImage Turned(PixelImage picture, params int[] turns)
    {
        var plan = new SamplingPlan(picture.Width, picture.Height, picture.Width, picture.Height, ResizeMethod.Crop);
        foreach (int turn in turns)
            plan.Turn(turn);
        return Resampler.Sample(picture, plan);
    }
}
