using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class ModelMetadataTests
{
    [Fact]
    public void PreprocessingTravelsWithTheModel()
    {
        var made = new ModelMetadata(
            "tf_efficientnet_lite0",
            ["a", "b"],
            new Preprocessing(224, 192, ResizeMethod.Squish, ImageStatistics.Half) { Resampling = Resampling.Bicubic, CropFraction = 0.875 },
            FinalNorm: false,
            "imagenet");

        ModelMetadata read = Read(made.ToHeader());

        Assert.Equal(made.Preprocessing, read.Preprocessing);
        Assert.Contains("\"resampling\":\"bicubic\"", made.ToHeader()["emblem"], StringComparison.Ordinal);
    }

    [Fact]
    public void AModelFromBeforeFiltersIsSampled()
    {
        ModelMetadata read = Read(new Dictionary<string, string>
        {
            ["emblem"] = """
                {"architecture":"resnet18","classes":["a","b"],"preprocessing":{"width":64,"height":64,"resize":"crop",
                "statistics":{"mean":[0.485,0.456,0.406],"std":[0.229,0.224,0.225]},"padding":"reflection","value_count":12288},
                "final_norm":true,"started_from":"random","format_version":1}
                """,
        });

        Assert.Equal(new Preprocessing(64, 64), read.Preprocessing);
        Assert.Equal((Resampling.Sampled, 1.0), (read.Preprocessing.Resampling, read.Preprocessing.CropFraction));
    }

    private static ModelMetadata Read(IReadOnlyDictionary<string, string> header)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        SafetensorsWriter.Write(path, [], header);
        using WeightsFile file = WeightsFile.Open(path);
        return ModelMetadata.Read(file);
    }
}
