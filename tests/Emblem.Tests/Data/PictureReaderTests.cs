using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class PictureReaderTests
{
    private static readonly Preprocessing Filtered =
        new(32, 32, statistics: ImageStatistics.Half) { Resampling = Resampling.Bicubic, CropFraction = 0.8 };

    [Fact]
    public void WithoutAugmentationsPicturesArePreparedAsForPrediction()
    {
        using var folder = new TemporaryFolder();
        PixelImage picture = Pictures.Waves(90, 70);
        var reader = new PictureReader(new PictureFiles(PictureOrientation.Upright), Filtered, [], new RandomSource(1));

        float[] read = Read(reader, Save(folder, picture));

        var expected = new float[Filtered.ValueCount];
        Filtered.Prepare(picture, expected);
        Assert.Equal(expected, read);
        Assert.Equal(Filtered.View(picture).Pixels, reader.View(Save(folder, picture), 0, 0).Pixels);
    }

    [Fact]
    public void AugmentedPicturesAreSampledOnce()
    {
        using var folder = new TemporaryFolder();
        LabelledImage item = Save(folder, Pictures.Waves(90, 70));
        Preprocessing sampled = Filtered with { Resampling = Resampling.Sampled };
        IReadOnlyList<IAugmentation> augmentations = [new RandomRotation { Probability = 1 }];

        Assert.Equal(
            Read(new PictureReader(new PictureFiles(PictureOrientation.Upright), sampled, augmentations, new RandomSource(1)), item),
            Read(new PictureReader(new PictureFiles(PictureOrientation.Upright), Filtered, augmentations, new RandomSource(1)), item));
    }

    private static LabelledImage Save(TemporaryFolder folder, PixelImage picture)
    {
        string path = folder.Create("picture.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(picture));
        return new LabelledImage(path, "picture.png", 0);
    }

    private static float[] Read(PictureReader reader, LabelledImage item)
    {
        var values = new float[Filtered.ValueCount];
        reader.Read(item, 2, 3, new PictureSlot(values, 32, PixelLayout.Planes), new SamplingScratch());
        return values;
    }
}
