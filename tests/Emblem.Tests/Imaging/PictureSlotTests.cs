using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class PictureSlotTests
{
    private static readonly PixelImage Picture = Noise(23, 17);

    private readonly SamplingPlan _plan = new(23, 17, 19, 13, ResizeMethod.Squish);

    [Fact]
    public void InterleavedHoldsTheSameValuesInAnotherOrder()
    {
        float[] planes = Planes();
        var interleaved = new float[planes.Length];
        Resampler.Sample(Picture, _plan, ImageStatistics.ImageNet, new PictureSlot(interleaved, 19, PixelLayout.Interleaved), new SamplingScratch());
        for (int i = 0; i < planes.Length; i++)
            Assert.Equal(planes[i], interleaved[(i % (19 * 13) * 3) + (i / (19 * 13))]);
    }

    [Theory]
    [InlineData(PixelLayout.Planes)]
    [InlineData(PixelLayout.Interleaved)]
    public void HalvesAreTheNearestOnes(PixelLayout layout)
    {
        var singles = new float[3 * 19 * 13];
        var halves = new ushort[singles.Length];
        Resampler.Sample(Picture, _plan, ImageStatistics.ImageNet, new PictureSlot(singles, 19, layout), new SamplingScratch());
        Resampler.Sample(Picture, _plan, ImageStatistics.ImageNet, new PictureSlot(halves, 19, layout), new SamplingScratch());
        for (int i = 0; i < singles.Length; i++)
        {
            float stored = Single(halves[i]);
            Assert.True(Math.Abs(stored - singles[i]) <= Math.Abs(Single((ushort)(halves[i] + 1)) - singles[i]));
            Assert.True(Math.Abs(stored - singles[i]) <= Math.Abs(Single((ushort)(halves[i] - 1)) - singles[i]));
        }
    }

    [Fact]
    public void ScratchThatWasUsedForAnotherPictureChangesNothing()
    {
        var scratch = new SamplingScratch();
        var large = new SamplingPlan(400, 300, 64, 64, ResizeMethod.Crop);
        large.Brightness(0.7);
        Resampler.Sample(Noise(400, 300), large, ImageStatistics.Half, new PictureSlot(new float[3 * 64 * 64], 64, PixelLayout.Planes), scratch);
        var values = new float[3 * 19 * 13];
        Resampler.Sample(Picture, _plan, ImageStatistics.ImageNet, new PictureSlot(values, 19, PixelLayout.Planes), scratch);
        Assert.Equal(Planes(), values);
    }

    private float[] Planes()
    {
        var planes = new float[3 * 19 * 13];
        Resampler.Sample(Picture, _plan, ImageStatistics.ImageNet, planes);
        return planes;
    }

    private static float Single(ushort half) => BitConverter.UInt32BitsToSingle((uint)half << 16);
}
