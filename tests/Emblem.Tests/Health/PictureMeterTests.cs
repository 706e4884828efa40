using Emblem.Health;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Health;

public sealed class PictureMeterTests
{
    private static readonly HealthOptions Usual = new();
    private static readonly PixelImage Checks = Pictures.Make(120, 120, (x, y, _) => ((x / 20) + (y / 20)) % 2 == 0 ? 230 : 20);

    [Fact]
    public void HalfBlackAndHalfWhiteByHand() => Assert.Equal(
        new PictureMeasures(Highlights: 255, Shadows: 0, Luma: 127.5, Sharpness: 1, Information: 0.5),
        PictureMeter.Measure(Pictures.Make(32, 32, (x, _, _) => x < 16 ? 0 : 255)));

    [Fact]
    public void OneToneHasNoInformation() => Assert.Equal(
        new PictureMeasures(Highlights: 90, Shadows: 90, Luma: 90, Sharpness: 0, Information: 0), PictureMeter.Measure(Pictures.Plain(50, 40, 90, 90, 90)));

    [Fact]
    public void DarkerLowersHighlightsAndLeavesSharpness()
    {
        PictureMeasures before = PictureMeter.Measure(Checks);
        PictureMeasures after = PictureMeter.Measure(Change(Checks, value => value * 0.3));

        Assert.InRange(after.Highlights, 0, Usual.DarkBelow - 1);
        Assert.InRange(before.Highlights, Usual.DarkBelow, 255);
        Assert.InRange(after.Sharpness / before.Sharpness, 0.9, 1.1);
    }

    [Fact]
    public void BrighterRaisesShadows()
    {
        Assert.InRange(PictureMeter.Measure(Checks).Shadows, 0, Usual.BrightAbove);
        Assert.InRange(PictureMeter.Measure(Change(Checks, value => value + 150)).Shadows, Usual.BrightAbove + 1, 255);
    }

    [Fact]
    public void BlurLowersSharpnessInProportion()
    {
        PictureMeasures little = PictureMeter.Measure(Blur(Checks, 1));
        PictureMeasures much = PictureMeter.Measure(Blur(Checks, 8));

        Assert.True(much.Sharpness < little.Sharpness && little.Sharpness < PictureMeter.Measure(Checks).Sharpness);
        Assert.InRange(much.Sharpness, 0, Usual.BlurryBelow);
        Assert.InRange(little.Sharpness, Usual.BlurryBelow, 1);
    }

    [Fact]
    public void ASharpSubjectBeforeABlurredGroundIsSharp()
    {
        PixelImage blurred = Blur(Checks, 8);
        PixelImage picture = Pictures.Make(120, 120, (x, y, channel) =>
            x is > 45 and < 75 && y is > 45 and < 75 ? Checks.Pixels[(((y * 120) + x) * 3) + channel] : blurred.Pixels[(((y * 120) + x) * 3) + channel]);

        Assert.InRange(PictureMeter.Measure(picture).Sharpness, Usual.BlurryBelow, 2);
    }

    [Theory]
    [InlineData(20, 30, 90)]
    [InlineData(255, 220, 0)]
    [InlineData(200, 0, 0)]
    public void ASmallMarkOnWhiteIsNeitherBrightNorEmpty(byte red, byte green, byte blue)
    {
        byte[] mark = [red, green, blue];
        PictureMeasures found = PictureMeter.Measure(Pictures.Make(
            200, 200, (x, y, channel) => ((x - 100) * (x - 100)) + ((y - 100) * (y - 100)) < 26 * 26 ? mark[channel] : 255));

        Assert.InRange(found.Shadows, 0, Usual.BrightAbove);
        Assert.InRange(found.Information, Usual.InformationBelow, 0.1);
        Assert.InRange(found.Sharpness, 0.5, 4);
    }

    [Fact]
    public void NoiseIsNoInformation()
    {
        PixelImage noise = Pictures.Noise(128, 128);
        PixelImage grainy = Pictures.Make(128, 128, (x, y, channel) => 120 + (noise.Pixels[(((y * 128) + x) * 3) + channel] / 16.0));

        Assert.InRange(PictureMeter.Measure(grainy).Information, 0, Usual.InformationBelow);
    }

    [Fact]
    public void PicturesOfAnySizeAreMeasured() => Assert.All(
        [(1, 1), (2, 200), (200, 2), (3, 3), (256, 1)],
        size => Assert.True(double.IsFinite(PictureMeter.Measure(Pictures.Waves(size.Item1, size.Item2)).Sharpness)));

    private static PixelImage Change(PixelImage picture, Func<double, double> change) => Pictures.Make(
        picture.Width, picture.Height, (x, y, channel) => change(picture.Pixels[(((y * picture.Width) + x) * 3) + channel]));

    /// <summary>Three box blurs: nearly a Gaussian.</summary>
    private static PixelImage Blur(PixelImage picture, int radius)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            PixelImage before = picture;
            PixelImage across = Pictures.Make(before.Width, before.Height, (x, y, c) => Mean(before, radius, d => (x + d, y), c));
            picture = Pictures.Make(across.Width, across.Height, (x, y, c) => Mean(across, radius, d => (x, y + d), c));
        }

        return picture;
    }

    private static double Mean(PixelImage picture, int radius, Func<int, (int X, int Y)> place, int channel) =>
        Enumerable.Range(-radius, (2 * radius) + 1).Average(d =>
        {
            (int x, int y) = place(d);
            return (double)picture.Pixels[(((Math.Clamp(y, 0, picture.Height - 1) * picture.Width) + Math.Clamp(x, 0, picture.Width - 1)) * 3) + channel];
        });
}
