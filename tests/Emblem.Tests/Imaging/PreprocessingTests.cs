using System.Text.Json;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

public sealed class PreprocessingTests
{
    [Fact]
    public void EqualWhenAllItsValuesAre()
    {
        var first = new Preprocessing(320, 240, ResizeMethod.Squish, new ImageStatistics([0.1f, 0.2f, 0.3f], [1, 2, 3]));
        var second = new Preprocessing(320, 240, ResizeMethod.Squish, new ImageStatistics([0.1f, 0.2f, 0.3f], [1, 2, 3]));
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, first with { Width = 321 });
        Assert.NotEqual(first, first with { Resize = ResizeMethod.Pad });
        Assert.NotEqual(first, first with { Padding = PaddingMode.Zeros });
        Assert.NotEqual(first, first with { Orientation = PictureOrientation.AsStored });
        Assert.NotEqual(first, first with { Statistics = new ImageStatistics([0.1f, 0.2f, 0.3f], [1, 2, 4]) });
    }

    [Fact]
    public void ComesBackFromJsonTheSame()
    {
        var made = new Preprocessing(320, 240, ResizeMethod.Pad, ImageStatistics.Half, PaddingMode.Border) { Orientation = PictureOrientation.AsStored };
        string json = JsonSerializer.Serialize(made);
        Assert.Contains("\"Pad\"", json);
        Assert.Contains("\"Border\"", json);
        Assert.Contains("\"AsStored\"", json);
        Assert.Equal(made, JsonSerializer.Deserialize<Preprocessing>(json));
        var small = new Preprocessing(8, 8);
        Assert.Equal(small, JsonSerializer.Deserialize<Preprocessing>(JsonSerializer.Serialize(small)));
    }

    [Fact]
    public void DefaultsAreFastais()
    {
        var made = new Preprocessing(224, 224);
        Assert.Equal((ResizeMethod.Crop, PaddingMode.Reflection), (made.Resize, made.Padding));
        Assert.Equal(ImageStatistics.ImageNet, made.Statistics);
        Assert.Equal(3 * 224 * 224, made.ValueCount);
        Assert.Equal([0.485f, 0.456f, 0.406f], ImageStatistics.ImageNet.Mean);
        Assert.Equal([0.229f, 0.224f, 0.225f], ImageStatistics.ImageNet.Std);
    }

    [Fact]
    public void PlansACentreCrop()
    {
        var preprocessing = new Preprocessing(64, 48, ResizeMethod.Pad, padding: PaddingMode.Zeros);
        SamplingPlan plan = preprocessing.PlanFor(Pictures.Plain(100, 80, 0, 0, 0));
        Assert.Equal(new SamplingPlan(100, 80, 64, 48, ResizeMethod.Pad, PaddingMode.Zeros), plan);
        Assert.Equal((0.5, 0.5, 0), (plan.CropRow, plan.CropColumn, plan.Dihedral));
    }

    [Fact]
    public void RefusesWhatIsNoPreprocessing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing(0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing(10, 10) with { Height = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessing(10, 10, (ResizeMethod)9));
        Assert.Throws<ArgumentException>(() => new ImageStatistics([1, 2], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new ImageStatistics([0, 0, 0], [1, 0, 1]));
        Assert.Throws<ArgumentException>(() => new ImageStatistics([0, float.NaN, 0], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new PixelImage(2, 2, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelImage(0, 2, []));
    }
}
