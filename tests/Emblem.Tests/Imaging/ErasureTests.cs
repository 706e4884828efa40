using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class ErasureTests
{
    [Fact]
    public void PaintsItsRectangleAndNothingElse()
    {
        PixelImage picture = Plain(20, 20, 200, 90, 30);
        var plan = new SamplingPlan(20, 20, 20, 20, ResizeMethod.Crop);
        plan.Erase(new Erasure(15, -3, 10, 8, ErasureFill.Gray));
        PixelImage seen = Resampler.Sample(picture, plan);
        for (int i = 0; i < 400; i++)
        {
            (int x, int y) = (i % 20, i / 20);
            Assert.Equal(x >= 15 && y < 5 ? (128, 128, 128) : (200, 90, 30), seen.At(x, y));
        }
    }

    [Fact]
    public void TheLaterCoversTheEarlier()
    {
        var plan = new SamplingPlan(20, 20, 20, 20, ResizeMethod.Crop);
        plan.Erase(new Erasure(0, 0, 10, 10, ErasureFill.Gray));
        plan.Erase(new Erasure(5, 5, 10, 10, ErasureFill.Black));
        PixelImage seen = Resampler.Sample(Plain(20, 20, 9, 9, 9), plan);
        Assert.Equal((128, 0, 0, 9), (seen.At(2, 2).Red, seen.At(7, 7).Red, seen.At(12, 12).Red, seen.At(17, 17).Red));
    }

    [Fact]
    public void NoiseHangsOnItsSeedAlone()
    {
        byte[] first = Noised(1), again = Noised(1), other = Noised(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Average(value => value), 115, 140);

        static byte[] Noised(ulong seed)
        {
            var plan = new SamplingPlan(40, 40, 40, 40, ResizeMethod.Crop);
            plan.Erase(new Erasure(0, 0, 40, 40, ErasureFill.Noise) { Seed = seed });
            return Resampler.Sample(Plain(40, 40, 0, 0, 0), plan).Pixels;
        }
    }
}
