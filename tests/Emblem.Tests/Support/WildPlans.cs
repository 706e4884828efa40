using Emblem.Foundation;
using Emblem.Imaging;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Support;

/// <summary>Small pictures and plans far outside anything useful.</summary>
internal static class WildPlans
{
    public static (PixelImage Picture, SamplingPlan Plan) Choose(RandomStream random)
    {
        PixelImage picture = Noise(Side(random), Side(random), (long)random.NextBits());
        var plan = new SamplingPlan(
            picture.Width, picture.Height, Side(random), Side(random),
            (ResizeMethod)random.NextInt(3), (PaddingMode)random.NextInt(3));
        if (random.NextChance(0.5))
            plan.CropAt(random.NextInt(2), random.NextDouble());
        plan.Turn(random.NextInt(8));
        if (random.NextChance(0.5))
            plan.Rotate(random.NextDouble(-1e4, 1e4));
        if (random.NextChance(0.3))
            plan.Zoom(Math.Exp(random.NextDouble(-300, 300)), random.NextDouble(), random.NextDouble());
        if (random.NextChance(0.4))
            plan.Warp(Tilt(random), Tilt(random), Tilt(random), Tilt(random));
        if (random.NextChance(0.3))
            plan.Transform(Homography.Affine(Wide(random), Wide(random), Wide(random), Wide(random), Wide(random), Wide(random)));
        if (random.NextChance(0.3))
            plan.Brightness(random.NextDouble(1e-9, 1));
        if (random.NextChance(0.3))
            plan.Contrast(Math.Exp(random.NextDouble(-20, 20)));
        Effects.AddTo(plan, random);
        if (random.NextChance(0.3))
            plan.Compress(1 + random.NextInt(100));
        return (picture, plan);
    }

    private static int Side(RandomStream random) => random.NextInt(4) == 0 ? 1 + random.NextInt(3) : 1 + random.NextInt(60);

    private static double Tilt(RandomStream random) => random.NextDouble(-0.9, 5);

    private static double Wide(RandomStream random) => random.NextNormal() * Math.Exp(random.NextDouble(-50, 300));
}
