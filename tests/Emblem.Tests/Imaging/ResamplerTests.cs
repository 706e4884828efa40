using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(ResizeMethod.Crop)]
    [InlineData(ResizeMethod.Pad)]
    [InlineData(ResizeMethod.Squish)]
    public void SameSizeIsTheSamePicture(ResizeMethod resize)
    {
        PixelImage picture = Noise(53, 41);
        Assert.Equal(picture.Pixels, Resampler.Sample(picture, new SamplingPlan(53, 41, 53, 41, resize)).Pixels);
    }

    [Fact]
    public void FlippingTwiceIsNotFlipping()
    {
        PixelImage picture = Noise(53, 41);
        var plan = new SamplingPlan(53, 41, 53, 41, ResizeMethod.Crop);
        plan.Flip();
        PixelImage flipped = Resampler.Sample(picture, plan);
        Assert.Equal(picture.At(0, 7), flipped.At(52, 7));
        Assert.NotEqual(picture.Pixels, flipped.Pixels);
        Assert.Equal(picture.Pixels, Resampler.Sample(flipped, plan).Pixels);
        plan.Flip();
        Assert.Equal(picture.Pixels, Resampler.Sample(picture, plan).Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void TurnsAsFastaiNumbersThem(int dihedral)
    {
        PixelImage picture = Noise(31, 31);
        var plan = new SamplingPlan(31, 31, 31, 31, ResizeMethod.Crop);
        plan.Turn(dihedral);
        PixelImage turned = Resampler.Sample(picture, plan);
        for (int y = 0; y < 31; y++)
        {
            for (int x = 0; x < 31; x++)
            {
                (int fromX, int fromY) = (dihedral & 4) != 0 ? (y, x) : (x, y);
                fromY = (dihedral & 1) != 0 ? 30 - fromY : fromY;
                fromX = (dihedral & 2) != 0 ? 30 - fromX : fromX;
                Assert.Equal(picture.At(fromX, fromY), turned.At(x, y));
            }
        }
    }

    [Theory]
    [InlineData(ResizeMethod.Crop)]
    [InlineData(ResizeMethod.Squish)]
    public void TurningAnOblongPictureKeepsTheTargetSize(ResizeMethod resize)
    {
        PixelImage picture = Waves(90, 60);
        var plan = new SamplingPlan(90, 60, 48, 32, resize);
        plan.Turn(4);
        PixelImage turned = Resampler.Sample(picture, plan);
        Assert.Equal((48, 32), (turned.Width, turned.Height));
        if (resize == ResizeMethod.Squish)
            Assert.Equal(picture.At(0, 59), turned.At(47, 0));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-25)]
    public void RotatingBackComesBack(double degrees)
    {
        PixelImage picture = Waves(120, 120);
        PixelImage there = Rotated(picture, degrees);
        PixelImage back = Rotated(there, -degrees);
        Assert.True(MeanDifference(picture, there) > 10);
        var middle = new SamplingPlan(120, 120, 120, 120, ResizeMethod.Crop);
        middle.Zoom(2, 0.5, 0.5);
        Assert.True(MeanDifference(Resampler.Sample(picture, middle), Resampler.Sample(back, middle)) < 1.5);
    }

    [Fact]
    public void PositiveDegreesTurnCounterClockwise()
    {
        // A mark at three o'clock is seen at twelve after a quarter turn.
        PixelImage picture = Make(101, 101, (x, y, _) => x > 85 && Math.Abs(y - 50) < 8 ? 255 : 0);
        PixelImage turned = Rotated(picture, 90);
        Assert.True(turned.At(50, 5).Red > 200);
        Assert.True(turned.At(50, 95).Red < 50);
    }

    [Fact]
    public void RotationKeepsCirclesRoundInOblongPictures()
    {
        PixelImage picture = Make(200, 100, (x, y, _) => Math.Pow(x - 99.5, 2) + Math.Pow(y - 49.5, 2) < 900 ? 255 : 0);
        Assert.True(MeanDifference(picture, Rotated(picture, 45, PaddingMode.Zeros)) < 2);
    }

    [Theory]
    [InlineData(PaddingMode.Reflection, 30, 0)]
    [InlineData(PaddingMode.Border, 10, 30)]
    [InlineData(PaddingMode.Zeros, 0, 0)]
    public void PadsAsAsked(PaddingMode padding, byte beside, byte outermost)
    {
        // Columns of 10, 30, 0, … 0, 30, 10 in a picture that must become three times as high as it is.
        byte[] columns = [10, 30, 0, 0, 0, 0, 0, 30, 10];
        PixelImage picture = Make(3, 9, (_, y, _) => columns[y]);
        PixelImage padded = Resampler.Sample(picture, new SamplingPlan(3, 9, 9, 9, ResizeMethod.Pad, padding));
        Assert.Equal((9, 9), (padded.Width, padded.Height));
        byte[] side = padding == PaddingMode.Zeros ? new byte[9] : columns;
        Assert.Equal(side, Enumerable.Range(0, 9).Select(y => padded.At(0, y).Red));
        Assert.Equal(columns, Enumerable.Range(0, 9).Select(y => padded.At(4, y).Red));

        PixelImage lying = Make(9, 3, (x, _, _) => x == 0 ? 10 : x == 1 ? 30 : 0);
        var shifted = new SamplingPlan(9, 3, 9, 3, ResizeMethod.Crop, padding);
        shifted.Transform(Homography.Affine(1, 0, -0.25, 0, 1, 0)); // looks one pixel to the left
        PixelImage moved = Resampler.Sample(lying, shifted);
        Assert.Equal((beside, 10, 30), (moved.At(0, 1).Red, moved.At(1, 1).Red, moved.At(2, 1).Red));
        Assert.Equal(padding == PaddingMode.Border ? 0 : outermost, moved.At(8, 1).Red);
    }

    [Fact]
    public void BlendsIntoBlackAtTheEdgeWithZeros()
    {
        PixelImage picture = Plain(9, 3, 200, 200, 200);
        var plan = new SamplingPlan(9, 3, 9, 3, ResizeMethod.Crop, PaddingMode.Zeros);
        plan.Transform(Homography.Affine(1, 0, -0.125, 0, 1, 0)); // half a pixel
        Assert.Equal((100, 200), (Resampler.Sample(picture, plan).At(0, 1).Red, Resampler.Sample(picture, plan).At(1, 1).Red));
    }

    [Fact]
    public void CropsWhereTold()
    {
        PixelImage picture = Noise(80, 40);
        var plan = new SamplingPlan(80, 40, 40, 40, ResizeMethod.Crop);
        Assert.Equal(picture.At(20, 0), Resampler.Sample(picture, plan).At(0, 0));
        plan.CropAt(0, 0);
        Assert.Equal(picture.At(0, 0), Resampler.Sample(picture, plan).At(0, 0));
        plan.CropAt(1, 1);
        Assert.Equal(picture.At(79, 39), Resampler.Sample(picture, plan).At(39, 39));
    }

    [Fact]
    public void LargePicturesAreAveragedNotSkipped()
    {
        // One-pixel stripes would turn into noise if only every 20th pixel were read.
        PixelImage picture = Make(1280, 1280, (x, _, _) => x % 2 == 0 ? 0 : 255);
        PixelImage small = Resampler.Sample(picture, new SamplingPlan(1280, 1280, 64, 64, ResizeMethod.Crop));
        Assert.All(small.Pixels, value => Assert.InRange(value, 120, 135));
    }

    /// <summary>Averaging first would blur away what the zoom is for.</summary>
    [Fact]
    public void LargePicturesAreNotAveragedWhereTheZoomShowsTheirPixels()
    {
        PixelImage picture = Make(400, 400, (x, _, _) => x % 2 == 0 ? 0 : 255);
        var near = new SamplingPlan(400, 400, 100, 100, ResizeMethod.Crop);
        near.Zoom(8, 0.5, 0.5);
        PixelImage sharp = Resampler.Sample(picture, near);
        Assert.InRange(sharp.Pixels.Min(), 0, 40);
        Assert.InRange(sharp.Pixels.Max(), 215, 255);
        var far = new SamplingPlan(400, 400, 100, 100, ResizeMethod.Crop);
        far.Zoom(1.2, 0.5, 0.5);
        Assert.All(Resampler.Sample(picture, far).Pixels, value => Assert.InRange(value, 120, 135));
    }

    [Fact]
    public void NormalisesPlanes()
    {
        PixelImage picture = Plain(5, 4, 255, 51, 0);
        var planes = new float[3 * 5 * 4];
        Resampler.Sample(picture, new SamplingPlan(5, 4, 5, 4, ResizeMethod.Crop), ImageStatistics.ImageNet, planes);
        Assert.All(planes[..20], value => Assert.Equal((1 - 0.485) / 0.229, value, 1e-5));
        Assert.All(planes[20..40], value => Assert.Equal((0.2 - 0.456) / 0.224, value, 1e-5));
        Assert.All(planes[40..], value => Assert.Equal(-0.406 / 0.225, value, 1e-5));
    }

    [Fact]
    public void RefusesSizesThatDoNotFit()
    {
        var plan = new SamplingPlan(10, 10, 4, 4, ResizeMethod.Crop);
        ArgumentException size = Assert.Throws<ArgumentException>(() => Resampler.Sample(Plain(11, 10, 0, 0, 0), plan));
        Assert.Contains("10×10", size.Message);
        Assert.Contains("11×10", size.Message);
        ArgumentException room = Assert.Throws<ArgumentException>(
            () => Resampler.Sample(Plain(10, 10, 0, 0, 0), plan, ImageStatistics.Half, new float[47]));
        Assert.Contains("48", room.Message);
    }

    /// <summary>Plans far outside anything useful: every value stays inside the range, with no fault.</summary>
    [Fact]
    public void WildPlansNeverLeaveThePicture()
    {
        var source = new RandomSource(7);
        for (int i = 0; i < 1500; i++)
        {
            RandomStream random = source.Stream("wild", item: i);
            (PixelImage picture, SamplingPlan plan) = WildPlans.Choose(random);
            var planes = new float[3 * plan.TargetWidth * plan.TargetHeight];
            Resampler.Sample(picture, plan, ImageStatistics.Unchanged, planes);
            Assert.True(planes.All(value => value is >= 0 and <= 1.00001f), $"plan {i}: {plan}");

            var again = new float[planes.Length];
            Resampler.Sample(picture, plan, ImageStatistics.Unchanged, again);
            Assert.Equal(planes, again);
        }
    }

    /// <summary>Useful plans of all kinds, small pictures and large: the fast way and the plain way agree.</summary>
    [Theory]
    [InlineData(20, 300)]
    [InlineData(700, 30)]
    public void EqualsTheScalarReference(int longest, int plans)
    {
        var source = new RandomSource(11);
        for (int i = 0; i < plans; i++)
        {
            RandomStream random = source.Stream("tame", item: i);
            PixelImage picture = Noise(1 + random.NextInt(longest), 1 + random.NextInt(longest), i);
            var plan = new SamplingPlan(
                picture.Width, picture.Height, 1 + random.NextInt(50), 1 + random.NextInt(50), (ResizeMethod)random.NextInt(3), (PaddingMode)random.NextInt(3));
            plan.CropAt(random.NextDouble(), random.NextDouble());
            plan.Turn(random.NextInt(8));
            if (random.NextChance(0.6))
                plan.Rotate(random.NextDouble(-90, 90));
            if (random.NextChance(0.6))
                plan.Zoom(random.NextDouble(0.5, 2), random.NextDouble(), random.NextDouble());
            if (random.NextChance(0.6))
                plan.Warp(random.NextDouble(-0.3, 0.3), random.NextDouble(-0.3, 0.3), random.NextDouble(-0.3, 0.3), random.NextDouble(-0.3, 0.3));
            Effects.AddTo(plan, random);
            bool lit = random.NextChance(0.3);
            if (lit)
                plan.Brightness(random.NextDouble(0.3, 0.7));
            var planes = new float[3 * plan.TargetWidth * plan.TargetHeight];
            Resampler.Sample(picture, plan, ImageStatistics.Half, planes);
            float[] expected = ScalarResampler.Sample(picture, plan, ImageStatistics.Half);
            // The lighting table and the 16 bits of a shrunk picture are approximations of known size; the vectors are not.
            var geometry = new SamplingGeometry();
            geometry.Follow(plan);
            bool shrunk = geometry.ShrunkWidth != picture.Width;
            // A change of colour enlarges what there is of error.
            double tolerance = lit ? 4e-4 * Gain(plan.Colour) : shrunk ? 2.5e-5 * Gain(plan.Colour) : 1e-5;
            double worst = planes.Zip(expected, (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(worst <= tolerance, $"plan {i} is off by {worst}: {plan}");
        }
    }

    private static double Gain(ColourMatrix colour) =>
        new[] { colour.Red, colour.Green, colour.Blue }.Max(sum => Math.Abs(sum.Red) + Math.Abs(sum.Green) + Math.Abs(sum.Blue));

    private static PixelImage Rotated(PixelImage picture, double degrees, PaddingMode padding = PaddingMode.Reflection)
    {
        var plan = new SamplingPlan(picture.Width, picture.Height, picture.Width, picture.Height, ResizeMethod.Crop, padding);
        plan.Rotate(degrees);
        return Resampler.Sample(picture, plan);
    }
}
