using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>Every effect beyond fast.ai's standard ones, each sometimes, with anything that a plan allows.</summary>
internal static class Effects
{
    public static void AddTo(SamplingPlan plan, RandomStream random)
    {
        if (random.NextChance(0.3))
        {
            double width = random.NextDouble(1, plan.SourceWidth), height = random.NextDouble(1, plan.SourceHeight);
            plan.LookAt(new PictureWindow(
                (plan.SourceWidth - width) * random.NextDouble(), (plan.SourceHeight - height) * random.NextDouble(), width, height));
        }

        if (random.NextChance(0.3))
            plan.MoveCorners(Step(random), Step(random), Step(random), Step(random));
        if (random.NextChance(0.2))
            plan.Scatter(new GridJitter(random.NextDouble(), random.NextBits()));
        if (random.NextChance(0.3))
            plan.Recolour(ColourMatrix.Hue(random.NextDouble(-360, 360)));
        if (random.NextChance(0.3))
            plan.Recolour(ColourMatrix.Saturation(random.NextDouble(0, 3)));
        if (random.NextChance(0.2))
            plan.Blur(random.NextDouble(0.1, 3));
        for (int i = random.NextInt(3); i > 0; i--)
        {
            plan.Erase(new Erasure(random.NextInt(80) - 20, random.NextInt(80) - 20, 1 + random.NextInt(40), 1 + random.NextInt(40), (ErasureFill)random.NextInt(3))
            {
                Seed = random.NextBits(),
            });
        }
    }

    private static (double X, double Y) Step(RandomStream random) => (random.NextDouble(-0.4, 0.4), random.NextDouble(-0.4, 0.4));
}
