using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class PictureWearTests
{
    /// <summary>
    /// Against a real encoder and decoder of the same quality: the error is theirs, place by place, but for their whole-number arithmetic.
    /// </summary>
    [Theory]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(75)]
    [InlineData(85)]
    public void WearsAsJpegDoes(int quality)
    {
        PixelImage picture = Detailed(125, 90);
        PixelImage real = ImageCodec.Decode(ImageCodec.EncodeJpeg(picture, quality));
        PixelImage worn = Worn(picture, plan => plan.Compress(quality));
        (double lost, double apart) = (MeanDifference(real, picture), MeanDifference(real, worn));
        Assert.True(apart < 1.7 && apart < lost / 3, $"{apart} apart, of {lost} lost");
    }

    [Fact]
    public void BlursAlikeInEveryDirectionAndKeepsTheMean()
    {
        PixelImage dot = Make(41, 41, (x, y, _) => x == 20 && y == 20 ? 255 : 0);
        PixelImage blurred = Worn(dot, plan => plan.Blur(1.2));
        for (int away = 0; away < 5; away++)
        {
            double expected = 255 * Math.Exp(-away * away / 2.88) / (2 * Math.PI * 1.44);
            Assert.Equal(expected, blurred.At(20 + away, 20).Red, 1.0);
            Assert.Equal(blurred.At(20 + away, 20), blurred.At(20, 20 - away));
        }

        PixelImage plain = Plain(9, 4, 77, 133, 9);
        Assert.Equal(plain.Pixels, Worn(plain, plan => plan.Blur(5)).Pixels);
        Assert.Equal(dot.Pixels, Worn(dot, plan => plan.Blur(1e-200)).Pixels);
    }

    [Fact]
    public void RefusesWhatIsNoWear()
    {
        var plan = new SamplingPlan(9, 9, 9, 9, ResizeMethod.Crop);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Blur(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Compress(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Compress(101));
    }

    /// <summary>Smooth parts, hard edges and colours, as pictures have.</summary>
    private static PixelImage Detailed(int width, int height)
    {
        PixelImage waves = Waves(width, height);
        return Make(width, height, (x, y, channel) => (x / 9 + (y / 13)) % 4 == 0
            ? 255 * (((x / 9) + channel) % 2)
            : waves.Pixels[(((y * width) + x) * 3) + channel] + (12 * Math.Sin(x * y)));
    }

    private static PixelImage Worn(PixelImage picture, Action<SamplingPlan> wear)
    {
        var plan = new SamplingPlan(picture.Width, picture.Height, picture.Width, picture.Height, ResizeMethod.Crop);
        wear(plan);
        return Resampler.Sample(picture, plan);
    }
}
