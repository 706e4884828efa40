using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Augmentation;

/// <summary>What the augmentations beyond fast.ai's standard ones choose, over many streams.</summary>
public sealed class ModernAugmentationTests
{
    [Fact]
    public void ResizedCropsKeepToTheirAreaAndProportions()
    {
        PictureWindow[] windows = [.. Choose(new RandomResizedCrop { MinArea = 0.2, MaxAspect = 1.1 }).Select(plan => plan.Window!.Value)];
        Assert.All(windows, window =>
        {
            Assert.InRange(window.Width * window.Height / 8000, 0.19, 1.0001);
            Assert.InRange(window.Left, 0, 100 - window.Width);
            Assert.InRange(window.Top, 0, 80 - window.Height);
        });
        Assert.All(
            windows.Where(window => window.Width < 100 && window.Height < 80),
            window => Assert.InRange(window.Width / window.Height, 1 / 1.1001, 1.1001));
        double[] areas = [.. windows.Select(window => window.Width * window.Height / 8000).Order()];
        Assert.InRange(areas[areas.Length / 4], 0.37, 0.43);
    }

    [Fact]
    public void SkewsAreFastaisEight()
    {
        Homography[] outwards = [.. Choose(new RandomSkew { Probability = 1 }).Select(plan => plan.Perspective)];
        // The corner that moved, and on which axis: the inverse says where each corner went.
        (int Corner, bool Vertical)[] moves = [.. outwards.Select(warp => Moved(warp.Inverse()))];
        Assert.Equal(8, moves.Distinct().Count());
        foreach (IGrouping<(int, bool), (int, bool)> same in moves.GroupBy(move => move))
            Assert.InRange(same.Count(), 400, 600);
    }

    [Fact]
    public void TiltsKeepTwoCorners()
    {
        foreach (SamplingPlan plan in Choose(new RandomTilt { Probability = 1 }).Take(100))
        {
            Homography where = plan.Perspective.Inverse();
            int kept = Corners.Count(corner => Distance(where.Map(corner.X, corner.Y), corner) < 1e-9);
            Assert.Equal(2, kept);
        }
    }

    [Fact]
    public void CutsOneToTheMostHoles()
    {
        int[] holes = [.. Choose(new RandomCutout { MaxHoles = 3, Length = 16, Probability = 1 }).Select(plan => Count(plan.Erasure))];
        Assert.Equal([1, 2, 3], holes.Distinct().Order());
        static int Count(Erasure? erasure) => erasure is null ? 0 : 1 + Count(erasure.Before);
    }

    [Fact]
    public void ErasesInsideTheResultByArea()
    {
        foreach (SamplingPlan plan in Choose(new RandomErasing { MinArea = 0.1, MaxArea = 0.2, MaxAspect = 2, Probability = 1 }))
        {
            Erasure erasure = plan.Erasure!;
            Assert.InRange(erasure.Width * erasure.Height / 4096.0, 0.09, 0.22);
            Assert.True(erasure.Left >= 0 && erasure.Top >= 0 && erasure.Left + erasure.Width <= 64 && erasure.Top + erasure.Height <= 64);
        }
    }

    [Fact]
    public void CompressesWithinItsQualities()
    {
        int[] qualities = [.. Choose(new RandomJpegWear { MinQuality = 40, Probability = 1 }).Select(plan => plan.Wear.JpegQuality)];
        Assert.Equal((40, 95), (qualities.Min(), qualities.Max()));
    }

    [Fact]
    public void DrawsAsManyOptionsAsAsked()
    {
        IAugmentation[] options = [new RandomBlur { Probability = 1 }, new RandomJitter { Probability = 1 }];
        SamplingPlan[] plans = Choose(new RandomChoice(1, options));
        Assert.All(plans, plan => Assert.NotEqual(plan.Wear.BlurSigma > 0, plan.Jitter.Magnitude > 0));
        Assert.InRange(plans.Count(plan => plan.Wear.BlurSigma > 0), 1800, 2200);
        Assert.All(Choose(new RandomChoice(0, options)), plan => Assert.Equal(Plan(), plan));
        Assert.Throws<ArgumentException>(() => new RandomChoice(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomChoice(-1, options));
    }

    [Fact]
    public void RefusesRangesThatMakeNoSense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomPerspective { MaxMagnitude = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomResizedCrop { MinArea = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomResizedCrop { MaxAspect = 0.9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomJpegWear { MinQuality = 96 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCutout { MaxHoles = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomBlur { MaxSigma = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentations.RandAugment(magnitude: 11));
    }

    [Fact]
    public void PresetsMirrorOnlyWhenAsked()
    {
        Assert.DoesNotContain(Augmentations.Web(), augmentation => augmentation is RandomFlip);
        Assert.Contains(Augmentations.Web(flip: true), augmentation => augmentation is RandomFlip);
        Assert.DoesNotContain(Augmentations.RandAugment(flip: false), augmentation => augmentation is RandomFlip);
        Assert.Equal(3, Augmentations.RandAugment(count: 3).OfType<RandomChoice>().Single().Count);
    }

    private static (double X, double Y)[] Corners => [(-1, -1), (-1, 1), (1, -1), (1, 1)];

    private static (int Corner, bool Vertical) Moved(Homography where)
    {
        int corner = Enumerable.Range(0, 4).MaxBy(i => Distance(where.Map(Corners[i].X, Corners[i].Y), Corners[i]));
        (double x, double y) = where.Map(Corners[corner].X, Corners[corner].Y);
        return (corner, Math.Abs(y - Corners[corner].Y) > Math.Abs(x - Corners[corner].X));
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

    private static SamplingPlan Plan() => new(100, 80, 64, 64, ResizeMethod.Crop);

    private static SamplingPlan[] Choose(IAugmentation augmentation) =>
    [
        .. Enumerable.Range(0, 4000).Select(item =>
        {
            SamplingPlan plan = Plan();
            augmentation.Choose(plan, new RandomSource(11).Stream("augment", 0, item));
            return plan;
        }),
    ];
}
