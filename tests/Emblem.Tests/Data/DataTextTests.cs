using Emblem.Data;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class DataTextTests
{
    /// <summary>What the notebook prints three times: sets, counts, classes, sizes.</summary>
    [Fact]
    public void DataPrintsItsSetsCountsClassesSizeAndBatch()
    {
        using var pictures = new PictureSet(training: 5, validation: 3);
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(pictures.Split.Training[0].Path))!;

        ImageData data = pictures.Split.ToBatches(new() { ImageSize = 320, BatchSize = 32 });

        Assert.Equal(
            $"""
            ImageData: 2 classes [a, b], pictures of 320 x 320, batches of 32
            Train: 5 pictures: 3 a, 2 b
            Valid: 3 pictures: 1 a, 2 b
            Test: none
            Path: {folder}
            """.ReplaceLineEndings(),
            data.ToString());
        Assert.Equal("[a, b]", data.Classes.ToString());
        Assert.StartsWith("ImageSplit: 2 classes [a, b]", data.Split.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OfAThousandClassesTheFirstAreCounted()
    {
        string[] classes = [.. Enumerable.Range(0, 1000).Select(i => $"c{i}")];
        LabelledImage[] items = [.. Enumerable.Range(0, 2000).Select(i => new LabelledImage($"/p/c{i % 1000}/{i}.png", $"c{i % 1000}/{i}.png", i % 1000))];

        string text = new LabelledImages(classes, items).ToString();

        Assert.Equal(
            "LabelledImages: 2000 pictures: 2 c0, 2 c1, 2 c2, 2 c3, 2 c4, 2 c5, 2 c6, 2 c7, 2 c8, 2 c9 … and 1980 of 990 more classes", text);
    }
}
