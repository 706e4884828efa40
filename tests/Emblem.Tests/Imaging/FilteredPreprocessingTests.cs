using System.Text.Json;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Preprocessing with a filter and a central part, as published weights want it.</summary>
public sealed class FilteredPreprocessingTests
{
    private static readonly Preprocessing Published =
        new(224, 224, statistics: ImageStatistics.Half) { Resampling = Resampling.Bicubic, CropFraction = 0.875 };

    [Theory]
    [InlineData(500, 375)]
    [InlineData(375, 500)]
    [InlineData(61, 400)]
    [InlineData(256, 256)]
    public void IsTheCentreOfTheResizedPicture(int width, int height)
    {
        // torchvision's Resize(256) and CenterCrop(224): the long side rounds down, half a pixel of the crop rounds to even.
        PixelImage picture = Pictures.Waves(width, height);
        (int w, int h) = width < height ? (256, 256 * height / width) : (256 * width / height, 256);
        PixelImage resized = PlainResize.Resize(picture, w, h, Resampling.Bicubic);
        (int left, int top) = ((int)Math.Round((w - 224) / 2.0), (int)Math.Round((h - 224) / 2.0));

        PixelImage view = Published.View(picture);

        Assert.Equal(Pictures.Make(224, 224, (x, y, channel) => resized.Pixels[((((top + y) * w) + left + x) * 3) + channel]).Pixels, view.Pixels);
    }

    [Fact]
    public void FloatsAreTheViewNormalised()
    {
        PixelImage picture = Pictures.Noise(300, 260);
        PixelImage view = Published.View(picture);
        var values = new float[Published.ValueCount];

        Published.Prepare(picture, values);

        Assert.Equal((view.At(9, 7).Green / 255f - 0.5f) / 0.5f, values[(224 * 224) + (7 * 224) + 9]);
        Assert.Throws<ArgumentException>(() => Published.Prepare(picture, new float[7]));
    }

    [Fact]
    public void SquishKeepsAllAndPadKeepsProportions()
    {
        PixelImage picture = Pictures.Waves(100, 50);
        Preprocessing squish = new(40, 40, ResizeMethod.Squish) { Resampling = Resampling.Bilinear };
        Assert.Equal(PlainResize.Resize(picture, 40, 40, Resampling.Bilinear).Pixels, squish.View(picture).Pixels);

        PixelImage small = PlainResize.Resize(picture, 40, 20, Resampling.Bilinear);
        PixelImage Padded(PaddingMode padding) => (squish with { Resize = ResizeMethod.Pad, Padding = padding }).View(picture);
        Assert.Equal(small.At(3, 0), Padded(PaddingMode.Zeros).At(3, 10));
        Assert.Equal(((byte)0, (byte)0, (byte)0), Padded(PaddingMode.Zeros).At(3, 9));
        Assert.Equal(small.At(3, 0), Padded(PaddingMode.Border).At(3, 2));
        Assert.Equal(small.At(3, 2), Padded(PaddingMode.Reflection).At(3, 8));
    }

    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(20_000, 1)]
    public void ALongStripNeitherFailsNorGrows(int width, int height)
    {
        PixelImage strip = Pictures.Plain(width, height, 10, 20, 30);

        long before = GC.GetAllocatedBytesForCurrentThread();
        PixelImage view = Published.View(strip);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal(Pictures.Plain(224, 224, 10, 20, 30).Pixels, view.Pixels);
    }

    [Fact]
    public void TheCentralPartAlsoAppliesToSampledPictures()
    {
        PixelImage picture = Pictures.Waves(256, 256);
        Preprocessing sampled = Published with { Resampling = Resampling.Sampled };

        Assert.InRange(Pictures.MeanDifference(sampled.View(picture), Published.View(picture)), 0, 2);
        Assert.NotInRange(Pictures.MeanDifference((sampled with { CropFraction = 1 }).View(picture), Published.View(picture)), 0, 6);
    }

    [Fact]
    public void TravelsThroughJsonAndOldFilesStillRead()
    {
        Assert.Equal(Published, JsonSerializer.Deserialize<Preprocessing>(JsonSerializer.Serialize(Published)));
        Assert.NotEqual(Published, Published with { CropFraction = 1 });
        Assert.NotEqual(Published, Published with { Resampling = Resampling.Bilinear });

        string old = """{"Width":64,"Height":48,"Resize":"Pad","Statistics":{"Mean":[0,0,0],"Std":[1,1,1]},"Padding":"Zeros"}""";
        Assert.Equal(
            new Preprocessing(64, 48, ResizeMethod.Pad, ImageStatistics.Unchanged, PaddingMode.Zeros), JsonSerializer.Deserialize<Preprocessing>(old));
    }

    [Fact]
    public void RefusesAShareOutsideItsRange()
    {
        foreach (double share in (ReadOnlySpan<double>)[0, -0.5, 1.01, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => Published with { CropFraction = share });
        Assert.Throws<ArgumentOutOfRangeException>(() => Published with { Resampling = (Resampling)9 });
    }
}
