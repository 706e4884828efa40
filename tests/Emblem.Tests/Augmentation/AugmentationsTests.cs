using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Augmentation;

public sealed class AugmentationsTests
{
    [Fact]
    public void StandardIsFastaisList() => Assert.Equal(
        [
            new RandomCrop(), new RandomFlip { Probability = 0.5 }, new RandomWarp { MaxMagnitude = 0.2, Probability = 0.75 },
            new RandomRotation { MaxDegrees = 10, Probability = 0.75 }, new RandomZoom { MaxScale = 1.1, Probability = 0.75 },
            new RandomBrightness { MaxChange = 0.2, Probability = 0.75 },
            new RandomContrast { MaxChange = 0.2, Probability = 0.75 },
        ],
        Augmentations.Standard());

    [Fact]
    public void TheNotebooksListHasNeitherFlipNorZoom() => Assert.Equal(
        [typeof(RandomCrop), typeof(RandomWarp), typeof(RandomRotation), typeof(RandomBrightness), typeof(RandomContrast)],
        Augmentations.Standard(flip: false, maxZoom: 1).Select(augmentation => augmentation.GetType()));

    [Fact]
    public void NoughtLeavesAChangeOut()
    {
        Assert.Equal(
            [new RandomCrop()], Augmentations.Standard(flip: false, maxRotate: 0, maxZoom: 1, maxLighting: 0, maxWarp: 0));
        Assert.Empty(Augmentations.None);
    }

    [Fact]
    public void EverySettingReachesItsAugmentation()
    {
        var options = new StandardAugmentation
        {
            FlipVertical = true,
            MaxRotate = 30,
            MaxZoom = 2,
            MaxLighting = 0.4,
            MaxWarp = 0.1,
            AffineProbability = 0.3,
            LightingProbability = 0.9,
        };
        Assert.Equal(
            [
                new RandomCrop(), new RandomDihedral(), new RandomWarp { MaxMagnitude = 0.1, Probability = 0.3 },
                new RandomRotation { MaxDegrees = 30, Probability = 0.3 }, new RandomZoom { MaxScale = 2, Probability = 0.3 },
                new RandomBrightness { MaxChange = 0.4, Probability = 0.9 },
                new RandomContrast { MaxChange = 0.4, Probability = 0.9 },
            ],
            Augmentations.Standard(options));
        Assert.DoesNotContain(
            Augmentations.Standard(options with { Flip = false }), augmentation => augmentation is RandomDihedral or RandomFlip);
    }

    [Fact]
    public void OneStreamMakesOnePlan()
    {
        IReadOnlyList<IAugmentation> standard = Augmentations.Standard();
        var source = new RandomSource(5);
        SamplingPlan[] plans = [.. Enumerable.Range(0, 200).Select(item => Chosen(standard, source.Stream("augment", 1, item)))];
        for (int item = 199; item >= 0; item--)
            Assert.Equal(plans[item], Chosen(standard, source.Stream("augment", 1, item)));
        Assert.Equal(200, plans.Distinct().Count());
        Assert.NotEqual(plans[0], Chosen(standard, source.Stream("augment", 2, 0)));

        PixelImage picture = Pictures.Waves(100, 80);
        SamplingPlan again = Chosen(standard, source.Stream("augment", 1, 3));
        Assert.Equal(Resampler.Sample(picture, plans[3]).Pixels, Resampler.Sample(picture, again).Pixels);
    }

    /// <summary>The strongest settings on every shape still fill a picture, with what was in it.</summary>
    [Fact]
    public void TheStrongestSetStaysInRange()
    {
        IReadOnlyList<IAugmentation> strongest = Augmentations.Standard(new StandardAugmentation
        {
            FlipVertical = true,
            MaxRotate = 180,
            MaxZoom = 3,
            MaxLighting = 0.9,
            MaxWarp = 0.49,
            AffineProbability = 1,
            LightingProbability = 1,
        });
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(100, 80), (1, 50), (300, 3), (20, 20), (400, 400)])
        {
            PixelImage picture = Pictures.Noise(width, height);
            for (int item = 0; item < 40; item++)
            {
                SamplingPlan plan = new Preprocessing(48, 40).PlanFor(picture);
                foreach (IAugmentation augmentation in strongest)
                    augmentation.Choose(plan, new RandomSource(1).Stream("augment", 0, item));
                var values = new float[3 * 48 * 40];
                Resampler.Sample(picture, plan, ImageStatistics.Unchanged, values);
                Assert.All(values, value => Assert.InRange(value, 0, 1.00001f));
            }
        }
    }

    private static SamplingPlan Chosen(IReadOnlyList<IAugmentation> augmentations, RandomStream random)
    {
        var plan = new SamplingPlan(100, 80, 64, 64, ResizeMethod.Crop);
        foreach (IAugmentation augmentation in augmentations)
            augmentation.Choose(plan, random);
        return plan;
    }
}
