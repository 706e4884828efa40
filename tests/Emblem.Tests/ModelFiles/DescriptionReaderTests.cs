using System.Text.Json;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Tests.ModelFiles;

/// <summary>Reading is written by hand, so nothing that a description can say may be forgotten there.</summary>
public sealed class DescriptionReaderTests
{
    [Fact]
    public void EveryWordReadsBack()
    {
        foreach (ModelMetadata written in Each())
        {
            string text = written.ToHeader()["emblem"];
            using var description = JsonDocument.Parse(text);

            ModelMetadata read = DescriptionReader.Read(description.RootElement);

            Assert.Equal(text, read.ToHeader()["emblem"]);
            Assert.Equal((written.Preprocessing, written.Head, written.Answers), (read.Preprocessing, read.Head, read.Answers));
        }
    }

    [Fact]
    public void WhatIsNotKnownIsPassedOverAndWhatIsLeftOutIsUsual()
    {
        using var description = JsonDocument.Parse(
            """
            {"format_version":2,"architecture":"resnet18","classes":["a"],"preprocessing":{"width":8,"height":9,"later":{"a":1}},
            "head":{"kind":"fastai"},"provenance":{"started_from":"random"},"later":[null]}
            """);

        ModelMetadata read = DescriptionReader.Read(description.RootElement);

        Assert.Equal(new Preprocessing(8, 9), read.Preprocessing);
        Assert.Equal(new HeadDescription(HeadKind.FastAi), read.Head);
        Assert.Empty(read.Provenance.Fits);
    }

    [Theory]
    [InlineData("\"width\":8", "\"width\":\"8\"")]
    [InlineData("\"width\":8", "\"width\":8.5")]
    [InlineData("\"width\":8", "\"width\":null")]
    [InlineData("\"resize\":\"crop\"", "\"resize\":\"Crop\"")]
    [InlineData("\"resize\":\"crop\"", "\"resize\":null")]
    [InlineData("\"classes\":[\"a\",\"b\"]", "\"classes\":[\"a\",null]")]
    [InlineData("\"started_from\":\"random\"", "\"from\":\"random\"")]
    [InlineData("\"head\":{", "\"head\":7,\"tail\":{")]
    public void WhatIsOfAnotherKindIsRefused(string said, string instead)
    {
        string text = ModelMetadataTests.Small.ToHeader()["emblem"];
        Assert.Contains(said, text, StringComparison.Ordinal);
        using var description = JsonDocument.Parse(text.Replace(said, instead, StringComparison.Ordinal));

        Exception fault = Assert.ThrowsAny<Exception>(() => DescriptionReader.Read(description.RootElement));

        Assert.True(fault is JsonException or InvalidOperationException or FormatException, $"{fault}");
    }

    private static IEnumerable<ModelMetadata> Each()
    {
        ModelMetadata small = ModelMetadataTests.Small;
        foreach (ResizeMethod value in Enum.GetValues<ResizeMethod>())
            yield return small with { Preprocessing = small.Preprocessing with { Resize = value } };
        foreach (PaddingMode value in Enum.GetValues<PaddingMode>())
            yield return small with { Preprocessing = small.Preprocessing with { Padding = value } };
        foreach (Resampling value in Enum.GetValues<Resampling>())
            yield return small with { Preprocessing = small.Preprocessing with { Resampling = value } };
        foreach (PictureOrientation value in Enum.GetValues<PictureOrientation>())
            yield return small with { Preprocessing = small.Preprocessing with { Orientation = value } };
        foreach (HeadKind value in Enum.GetValues<HeadKind>())
            yield return small with { Head = new HeadDescription(value) { Stages = 2 } };
        foreach (HeadPooling value in Enum.GetValues<HeadPooling>())
            yield return small with { Head = small.Head with { Pooling = value } };
        foreach (HeldOut value in Enum.GetValues<HeldOut>())
            yield return small with { Answers = new AnswerRule(1.5, 0.25, 0.95, value, 40), Novelty = new NoveltyRule(3, 0.5) };
    }
}
