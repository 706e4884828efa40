using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Augmentation;

/// <summary>What each augmentation chooses, over many streams.</summary>
public sealed class AugmentationTests
{
    private const int Streams = 20_000;

    [Fact]
    public void TheCropIsUniformAndAlways()
    {
        SamplingPlan[] plans = Choose(new RandomCrop());
        Uniform(plans.Select(plan => plan.CropRow), 0, 1);
        Uniform(plans.Select(plan => plan.CropColumn), 0, 1);
        Assert.DoesNotContain(plans, plan => plan.CropRow == 0.5);
    }

    [Fact]
    public void FlipsHalf()
    {
        Chance(0.5, Choose(new RandomFlip()), plan => plan.Dihedral == 2);
        Chance(0.1, Choose(new RandomFlip { Probability = 0.1 }), plan => plan.Dihedral == 2);
        Assert.All(Choose(new RandomFlip()), plan => Assert.True(plan.Dihedral is 0 or 2));
    }

    [Fact]
    public void TakesEachOfTheEightTurnsAlike()
    {
        SamplingPlan[] plans = Choose(new RandomDihedral());
        for (int turn = 0; turn < 8; turn++)
            Chance(1.0 / 8, plans, plan => plan.Dihedral == turn);
    }

    [Fact]
    public void RotatesThreeOfFourUniformly()
    {
        SamplingPlan[] plans = Choose(new RandomRotation());
        SamplingPlan[] turned = [.. plans.Where(plan => plan.Geometry != Homography.Identity)];
        Chance(0.75, plans, plan => plan.Geometry != Homography.Identity);
        Uniform(turned.Select(plan => Math.Atan2(plan.Geometry.M10, plan.Geometry.M00) * 180 / Math.PI), -10, 10);
    }

    [Fact]
    public void ZoomsUniformlyToAnyPlace()
    {
        SamplingPlan[] plans = Choose(new RandomZoom { MaxScale = 1.5 });
        SamplingPlan[] zoomed = [.. plans.Where(plan => plan.Geometry != Homography.Identity)];
        Chance(0.75, plans, plan => plan.Geometry != Homography.Identity);
        Uniform(zoomed.Select(plan => 1 / plan.Geometry.M00), 1, 1.5);
        Uniform(zoomed.Select(plan => plan.Geometry.M02 / (1 - plan.Geometry.M00)), -1, 1);
        Uniform(zoomed.Select(plan => plan.Geometry.M12 / (1 - plan.Geometry.M11)), -1, 1);
    }

    [Fact]
    public void WarpsWithFourIndependentMagnitudes()
    {
        SamplingPlan[] plans = Choose(new RandomWarp());
        SamplingPlan[] warped = [.. plans.Where(plan => plan.Perspective != Homography.Identity)];
        Chance(0.75, plans, plan => plan.Perspective != Homography.Identity);
        // Where the corners go tells the magnitudes: the inverse takes them out.
        (double X, double Y)[] topLeft = [.. warped.Select(plan => plan.Perspective.Inverse().Map(-1, -1))];
        (double X, double Y)[] bottomRight = [.. warped.Select(plan => plan.Perspective.Inverse().Map(1, 1))];
        Uniform(topLeft.Select(corner => -1 - corner.X), -0.2, 0.2);
        Uniform(topLeft.Select(corner => -1 - corner.Y), -0.2, 0.2);
        Uniform(bottomRight.Select(corner => corner.X - 1), -0.2, 0.2);
        Uniform(bottomRight.Select(corner => corner.Y - 1), -0.2, 0.2);
        Assert.InRange(topLeft.Zip(bottomRight, (a, b) => (-1 - a.X) * (b.X - 1)).Average(), -0.001, 0.001);
    }

    [Fact]
    public void BrightnessIsUniformAroundAHalf()
    {
        SamplingPlan[] plans = Choose(new RandomBrightness());
        Chance(0.75, plans, plan => plan.LogitShift != 0);
        Uniform(plans.Where(plan => plan.LogitShift != 0).Select(plan => 1 / (1 + Math.Exp(-plan.LogitShift))), 0.4, 0.6);
        Assert.All(plans, plan => Assert.InRange(plan.LogitShift, -0.4055, 0.4055));
    }

    [Fact]
    public void ContrastIsLogUniform()
    {
        SamplingPlan[] plans = Choose(new RandomContrast());
        Chance(0.75, plans, plan => plan.LogitScale != 1);
        IEnumerable<double> logs = plans.Where(plan => plan.LogitScale != 1).Select(plan => Math.Log(plan.LogitScale));
        Uniform(logs, Math.Log(0.8), Math.Log(1.25));
    }

    [Fact]
    public void AChoiceNeverTakesMoreOrFewerNumbers()
    {
        foreach (IAugmentation never in (IAugmentation[])
            [new RandomFlip { Probability = 0 }, new RandomWarp { Probability = 0 }, new RandomRotation { Probability = 0 },
            new RandomZoom { Probability = 0 }, new RandomBrightness { Probability = 0 }, new RandomContrast { Probability = 0 }])
        {
            IAugmentation always = never switch
            {
                RandomFlip flip => flip with { Probability = 1 },
                RandomWarp warp => warp with { Probability = 1 },
                RandomRotation rotation => rotation with { Probability = 1 },
                RandomZoom zoom => zoom with { Probability = 1 },
                RandomBrightness brightness => brightness with { Probability = 1 },
                RandomContrast contrast => contrast with { Probability = 1 },
                _ => throw new InvalidOperationException($"{never} is new here"),
            };
            RandomStream first = new RandomSource(3).Stream("augment");
            RandomStream second = new RandomSource(3).Stream("augment");
            SamplingPlan unchanged = Plan();
            SamplingPlan changed = Plan();
            never.Choose(unchanged, first);
            always.Choose(changed, second);
            Assert.Equal(Plan(), unchanged);
            Assert.NotEqual(Plan(), changed);
            Assert.Equal(first.NextBits(), second.NextBits());
        }
    }

    [Fact]
    public void RefusesRangesThatMakeNoSense()
    {
        ArgumentException named = Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation { MaxDegrees = -1 });
        Assert.Equal("MaxDegrees", named.ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation() with { MaxDegrees = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomFlip { Probability = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomZoom { MaxScale = 0.9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomWarp { MaxMagnitude = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomBrightness { MaxChange = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomContrast { MaxChange = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StandardAugmentation { AffineProbability = 2 });
    }

    private static SamplingPlan Plan() => new(100, 80, 64, 64, ResizeMethod.Crop);

    private static SamplingPlan[] Choose(IAugmentation augmentation)
    {
        var source = new RandomSource(11);
        var plans = new SamplingPlan[Streams];
        for (int i = 0; i < Streams; i++)
        {
            plans[i] = Plan();
            augmentation.Choose(plans[i], source.Stream("augment", epoch: i % 3, item: i));
        }

        return plans;
    }

    /// <summary>Within five standard errors, which chance leaves once in two million.</summary>
    private static void Chance(double expected, SamplingPlan[] plans, Func<SamplingPlan, bool> happened)
    {
        double error = 5 * Math.Sqrt(expected * (1 - expected) / plans.Length);
        Assert.InRange(plans.Count(happened) / (double)plans.Length, expected - error, expected + error);
    }

    /// <summary>Inside the range, and no further from the uniform distribution (Kolmogorov–Smirnov) than chance goes.</summary>
    private static void Uniform(IEnumerable<double> values, double low, double high)
    {
        double[] sorted = [.. values.Order()];
        Assert.True(sorted.Length > 1000);
        Assert.InRange(sorted[0], low - 1e-9, high);
        Assert.InRange(sorted[^1], low, high + 1e-9);
        double gap = sorted.Select((value, i) => Math.Abs(((value - low) / (high - low)) - ((i + 0.5) / sorted.Length))).Max();
        Assert.True(gap < 2.2 / Math.Sqrt(sorted.Length), $"gap {gap}");
    }
}
