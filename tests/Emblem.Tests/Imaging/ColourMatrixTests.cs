using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class ColourMatrixTests
{
    [Fact]
    public void WithoutSaturationOnlyBrightnessIsLeft()
    {
        PixelImage gray = Recoloured(Plain(8, 8, 200, 100, 50), ColourMatrix.Saturation(0));
        int luma = (int)Math.Round((200 * 0.299) + (100 * 0.587) + (50 * 0.114));
        Assert.Equal(((byte)luma, (byte)luma, (byte)luma), gray.At(4, 4));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-75)]
    [InlineData(120)]
    public void HueKeepsBrightnessAndGrays(double degrees)
    {
        ColourMatrix hue = ColourMatrix.Hue(degrees);
        Assert.Equal(0.299, (0.299 * hue.Red.Red) + (0.587 * hue.Green.Red) + (0.114 * hue.Blue.Red), 1e-6);
        foreach (ColourWeights sum in (ColourWeights[])[hue.Red, hue.Green, hue.Blue])
            Assert.Equal(1, sum.Red + sum.Green + sum.Blue, 1e-6);
        Assert.True(hue.Red.Red < 0.99);
    }

    [Fact]
    public void TurningBackComesBack()
    {
        ColourMatrix none = ColourMatrix.Hue(-50) * ColourMatrix.Hue(50);
        Assert.Equal(1, none.Green.Green, 1e-9);
        Assert.Equal(0, none.Green.Red, 1e-9);
        PixelImage picture = Plain(4, 4, 120, 140, 100);
        Assert.Equal(picture.Pixels, Recoloured(picture, none).Pixels);
    }

    [Fact]
    public void AThirdOfATurnTakesRedTowardsGreen()
    {
        (byte red, byte green, byte blue) = Recoloured(Plain(4, 4, 180, 60, 60), ColourMatrix.Hue(120)).At(1, 1);
        Assert.True(green > red && green > blue, $"{red} {green} {blue}");
    }

    [Fact]
    public void TheOneAddedLastActsLast()
    {
        PixelImage picture = Plain(4, 4, 180, 60, 60);
        var plan = new SamplingPlan(4, 4, 4, 4, ResizeMethod.Crop);
        plan.Recolour(ColourMatrix.Saturation(0));
        plan.Recolour(ColourMatrix.Hue(90));
        (byte red, byte green, _) = Resampler.Sample(picture, plan).At(1, 1);
        Assert.Equal(red, green);
    }

    private static PixelImage Recoloured(PixelImage picture, ColourMatrix change)
    {
        var plan = new SamplingPlan(picture.Width, picture.Height, picture.Width, picture.Height, ResizeMethod.Crop);
        plan.Recolour(change);
        return Resampler.Sample(picture, plan);
    }
}
