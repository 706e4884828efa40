using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class ModelMetadataTests
{
    private static readonly string Format1 = File.ReadAllText(GoldenFile.PathOf("model_format1.json"));

    /// <summary>Little more than has to be.</summary>
    internal static ModelMetadata Small { get; } = new(
        "resnet18", ["a", "b"], new Preprocessing(8, 8), new HeadDescription(HeadKind.Linear), new TrainingProvenance("random"));

    [Fact]
    public void EverythingReadsBack()
    {
        var written = new ModelMetadata(
            "resnet50",
            ["cat", "dög"],
            new Preprocessing(320, 240, ResizeMethod.Squish, ImageStatistics.Half),
            new HeadDescription(HeadKind.FastAi2) { Hidden = [256, 64], FinalNorm = true, Pooling = HeadPooling.Mean },
            new TrainingProvenance("imagenet")
            {
                Fits = [new FitProvenance("one_cycle", 5, 3, [1e-5, 1e-4, 1e-3], 2)],
                Seed = 7,
                WeightDecay = 0.01,
                FrozenNorm = "freeze",
                Pictures = new PictureProvenance([40, 41], [10, 11], 32, "ab12"),
                EmblemVersion = "0.1.0",
                TorchVersion = "2.10.0",
            });

        ModelMetadata read = Read(written.ToHeader()["emblem"]);

        Assert.Equal(written.ToHeader(), read.ToHeader());
        Assert.Equal((written.Architecture, written.Preprocessing, written.Head), (read.Architecture, read.Preprocessing, read.Head));
        Assert.Equal(written.Classes, read.Classes);
        Assert.Equal([1e-5, 1e-4, 1e-3], read.Provenance.Fits[0].PeakRates);
        Assert.Equal([40, 41], read.Provenance.Pictures!.Training);
        Assert.Equal(2, read.FormatVersion);
    }

    [Fact]
    public void PreprocessingOfPublishedWeightsTravelsWithTheModel()
    {
        var preprocessing = new Preprocessing(224, 192, ResizeMethod.Squish, ImageStatistics.Half)
        {
            Resampling = Resampling.Bicubic,
            CropFraction = 0.875,
            Orientation = PictureOrientation.AsStored,
        };
        var written = new ModelMetadata(
            "tf_efficientnet_lite0", ["a", "b"], preprocessing, new HeadDescription(HeadKind.FastAi), new TrainingProvenance("imagenet"));

        string text = written.ToHeader()["emblem"];

        Assert.Equal(preprocessing, Read(text).Preprocessing);
        Assert.Contains("\"resampling\":\"bicubic\"", text, StringComparison.Ordinal);
        Assert.Contains("\"orientation\":\"as_stored\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfFormat1StillOpens()
    {
        ModelMetadata read = Read(Format1);

        Assert.Equal(["buick", "chery"], read.Classes);
        Assert.Equal(("resnet18", new Preprocessing(32, 32)), (read.Architecture, read.Preprocessing));
        Assert.Equal((Resampling.Sampled, 1.0), (read.Preprocessing.Resampling, read.Preprocessing.CropFraction));
        Assert.Equal(PictureOrientation.Upright, read.Preprocessing.Orientation);
        Assert.Equal(new HeadDescription(HeadKind.FastAi) { FinalNorm = Format1.Contains("\"final_norm\":true", StringComparison.Ordinal) }, read.Head);
        Assert.Equal("random", read.Provenance.StartedFrom);
        Assert.Empty(read.Provenance.Fits);
        Assert.Null(read.Provenance.Pictures);
    }

    [Fact]
    public void Format1WithoutFinalNormOpensToo() =>
        Assert.False(Read(Format1.Replace("\"final_norm\":true", "\"final_norm\":false", StringComparison.Ordinal)).Head.FinalNorm);

    [Fact]
    public void ALaterFormatIsRefused()
    {
        string later = Format1.Replace("\"format_version\":1", "\"format_version\":3", StringComparison.Ordinal);

        Assert.Contains("format 3; this version reads up to 2", Assert.Throws<ModelFileTooNewException>(() => Read(later)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "damaged")]
    [InlineData("""{"format_version":"two"}""", "damaged")]
    [InlineData("""{"format_version":2,"architecture":"resnet18","classes":["a"]}""", "'preprocessing' is missing")]
    [InlineData("""{"format_version":1,"architecture":"resnet18","classes":["a"],"preprocessing":{"width":8,"height":8}}""", "damaged")]
    public void ADamagedDescriptionSaysSo(string text, string expected) => Assert.Contains(expected, Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kind":"fastai","hidden":[2000000000]}""")]
    [InlineData("""{"kind":"fastai","hidden":[0]}""")]
    [InlineData("""{"kind":"fastai","hidden":[1,1,1,1,1,1,1,1,1]}""")]
    [InlineData("""{"kind":"linear","stages":0}""")]
    [InlineData("""{"kind":"linear","stages":9}""")]
    [InlineData("""{"kind":"unheard_of"}""")]
    [InlineData("""{"kind":"fastai","hidden":null}""")]
    public void AHeadThatCannotBeIsRefused(string head)
    {
        string text = $$$"""
            {"format_version":2,"architecture":"resnet18","classes":["a"],"preprocessing":{"width":8,"height":8,
            "statistics":{"mean":[0,0,0],"std":[1,1,1]}},"head":{{{head}}},"provenance":{"started_from":"random"}}
            """;

        Assert.Contains("damaged", Refused(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HeadKind.FastAi, true, "fastai (512), final norm")]
    [InlineData(HeadKind.FastAi2, false, "fastai2 (512)")]
    [InlineData(HeadKind.Linear, false, "linear")]
    [InlineData(HeadKind.Custom, false, "custom")]
    public void AHeadIsDescribedInAFewWords(HeadKind kind, bool finalNorm, string expected) =>
        Assert.Equal(expected, new HeadDescription(kind) { FinalNorm = finalNorm }.ToString());

    [Fact]
    public void ALinearHeadHasNothingOfFastAis()
    {
        var linear = new HeadDescription(HeadKind.Linear);

        Assert.Empty(linear.Hidden);
        Assert.Equal(HeadPooling.Mean, linear.Pooling);
        Assert.NotEqual(linear, new HeadDescription(HeadKind.Linear) { Hidden = [3] });
    }

    [Fact]
    public void AFileSaysStagesWhereThereAreSeveral()
    {
        var three = new ModelMetadata(
            "resnet18", ["a", "b"], new Preprocessing(8, 8), new HeadDescription(HeadKind.Linear) { Stages = 3 }, new TrainingProvenance("random"));

        string text = three.ToHeader()["emblem"];

        Assert.Contains("\"stages\":3", text, StringComparison.Ordinal);
        Assert.Equal(three.Head, Read(text).Head);
        Assert.Equal("linear, 3 stages", three.Head.ToString());
        Assert.DoesNotContain("stages", (three with { Head = new HeadDescription(HeadKind.Linear) }).ToHeader()["emblem"], StringComparison.Ordinal);
        Assert.NotEqual(new HeadDescription(HeadKind.Linear), three.Head);
    }

    /// <summary>Files have these bytes, and equal models equal ones.</summary>
    [Fact]
    public void TheTextIsAlwaysTheSame()
    {
        string expected = """
            {"architecture":"resnet18","classes":["a","b"],
            "preprocessing":{"width":8,"height":8,"resize":"crop","statistics":{"mean":[0.485,0.456,0.406],"std":[0.229,0.224,0.225]},
            "padding":"reflection","resampling":"sampled","crop_fraction":1,"orientation":"upright","value_count":192},
            "head":{"kind":"linear","hidden":[],"pooling":"mean","final_norm":false},"provenance":{"started_from":"random","fits":[]},"format_version":2}
            """;

        Assert.Equal(expected.ReplaceLineEndings(""), Small.ToHeader()["emblem"]);
    }

    [Fact]
    public void WhatIsSaidOfFitsAndPicturesKeepsItsOrder()
    {
        ModelMetadata trained = Small with
        {
            Provenance = new TrainingProvenance("random") { Fits = [new FitProvenance("one_cycle", 2, 1, [0.5], 3)], Pictures = new PictureProvenance([2], [1], 8, "ab") },
        };

        string text = trained.ToHeader()["emblem"];

        Assert.Contains("""{"recipe":"one_cycle","planned_epochs":2,"epochs":1,"peak_rates":[0.5],"frozen_groups":3""", text, StringComparison.Ordinal);
        Assert.Contains("""{"training":[2],"validation":[1],"batch_size":8,"sha256":"ab"}""", text, StringComparison.Ordinal);
    }

    /// <summary>Files of earlier versions say less, and what they leave out is as it was then.</summary>
    [Theory]
    [InlineData("fastai", "LargestAndMean", 1)]
    [InlineData("linear", "Mean", 0)]
    public void WhatAFileLeavesOutIsAsUsual(string kind, string pooling, int hidden)
    {
        ModelMetadata read = Read($$$"""
            {"format_version":2,"architecture":"resnet18","classes":["a"],"preprocessing":{"width":8,"height":9},
            "head":{"kind":"{{{kind}}}"},"provenance":{"started_from":"random"}}
            """);

        Assert.Equal(new Preprocessing(8, 9), read.Preprocessing);
        Assert.Equal((pooling, hidden, 1, false), (read.Head.Pooling.ToString(), read.Head.Hidden.Count, read.Head.Stages, read.Head.FinalNorm));
        Assert.Empty(read.Provenance.Fits);
        Assert.Null(read.Provenance.Seed);
    }

    private static string Refused(string text) => Assert.Throws<ModelFileDamagedException>(() => Read(text)).Message;

    private static ModelMetadata Read(string text)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        SafetensorsWriter.Write(path, [], new Dictionary<string, string> { ["emblem"] = text });
        using WeightsFile file = WeightsFile.Open(path);
        return ModelMetadata.Read(file);
    }
}
