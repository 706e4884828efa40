using System.Runtime.InteropServices;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

public sealed class RowSamplerTests
{
    /// <summary>Memory is read without checks, eight bytes for six: no plan, however wild, may reach beyond the picture.</summary>
    [Fact]
    public void NoPlanReadsOutsideThePicture()
    {
        var source = new RandomSource(13);
        var scratch = new SamplingScratch();
        int shrunk = 0;
        for (int i = 0; i < 1500; i++)
        {
            (PixelImage picture, SamplingPlan plan) = WildPlans.Choose(source.Stream("guard", item: i));
            scratch.Geometry.Follow(plan);
            (int width, int height) = (scratch.Geometry.ShrunkWidth, scratch.Geometry.ShrunkHeight);
            if (width == picture.Width && height == picture.Height)
            {
                Sample(new GuardedPixels<BytePixels>(new BytePixels(picture), picture.Pixels.Length), plan, scratch);
            }
            else
            {
                Span<ushort> small = scratch.Shrink.Run(picture, width, height);
                Sample(new GuardedPixels<ShrunkPixels>(new ShrunkPixels(small), MemoryMarshal.AsBytes(small).Length), plan, scratch);
                shrunk++;
            }
        }

        Assert.InRange(shrunk, 20, 1400);
    }

    private static void Sample<TSource>(TSource source, SamplingPlan plan, SamplingScratch scratch)
        where TSource : ISourcePixels, allows ref struct
    {
        var sampler = new RowSampler<TSource>(source, scratch.Geometry, plan.Padding);
        ColourPlanes row = scratch.Row(plan.TargetWidth);
        for (int i = 0; i < plan.TargetHeight; i++)
        {
            if (plan.Jitter.Magnitude > 0)
                sampler.Sample(i, row, plan.Jitter);
            else
                sampler.Sample(i, row);
            foreach (float value in row.All)
                Assert.InRange(value, 0, 1.00001f);
        }
    }
}
