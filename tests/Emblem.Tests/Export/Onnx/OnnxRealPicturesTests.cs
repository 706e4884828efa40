using Emblem.Export;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export.Onnx;

/// <summary>EfficientNet-Lite0's ImageNet weights as ONNX on photographs, behind the predictor and preparing them itself: the same thousand probabilities.</summary>
public sealed class OnnxRealPicturesTests
{
    [Theory]
    [InlineData(ResizeMethod.Crop, Resampling.Bicubic, 0.875, 4)]
    [InlineData(ResizeMethod.Crop, Resampling.Bicubic, 0.875, 40, Explicit = true)]
    [InlineData(ResizeMethod.Crop, Resampling.Sampled, 1, 40, Explicit = true)]
    [InlineData(ResizeMethod.Squish, Resampling.Bilinear, 1, 40, Explicit = true)]
    [InlineData(ResizeMethod.Pad, Resampling.Box, 1, 40, Explicit = true)]
    public void AnswersAsThePredictorDoes(ResizeMethod resize, Resampling resampling, double crop, int count)
    {
        string weights = Path.Combine(SharedFolder.Require("weights"), "tf_efficientnet_lite0.safetensors");
        string pictures = SharedFolder.Require(Path.Combine("data", "cats_dogs"));
        string[] files = [.. Directory.EnumerateFiles(pictures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % 4 == 0).Take(count)];
        using var folder = new TemporaryFolder();
        string model = Write(weights, folder, resize, resampling, crop);
        string plain = ModelExport.WriteOnnx(model, folder.Create("plain.onnx")).Path;
        string preparing = ModelExport.WriteOnnx(model, folder.Create("preparing.onnx"), new OnnxExportOptions { WithPreprocessing = true }).Path;
        TensorLeakGuard.CountMadeInside([.. Enumerable.Repeat(Architectures.EfficientNetLite0, 5)]);
        foreach (int _ in Enumerable.Range(0, 4 * 2))
            TensorLeakGuard.CountParameter();

        using var torch = Predictor.Load(model);
        using var onnx = Predictor.LoadOnnx(plain);
        using IPictureScorer scorer = OnnxEngine.Runtime.OpenPictures(preparing);
        Prediction[] expected = [.. torch.PredictPaths(files)], answers = [.. onnx.PredictPaths(files)];
        double behind = expected.Zip(answers, Largest).Max();
        double itself = expected.Zip(files, (answer, file) => answer.Probabilities.Zip(scorer.Score(ImageCodec.Decode(file)), (one, other) => Math.Abs(one - other)).Max()).Max();

        TestContext.Current.TestOutputHelper!.WriteLine($"{resize} {resampling}: {behind:0.0e+0} behind the predictor, {itself:0.0e+0} by itself, of {files.Length}");
        Assert.Equal(count, expected.Count(answer => answer.IsAnswer));
        Assert.InRange(behind, 0, 1e-4);
        Assert.InRange(itself, 0, 0.02);
    }

    private static float Largest(Prediction one, Prediction other) => one.Probabilities.Zip(other.Probabilities, (a, b) => Math.Abs(a - b)).Max();

    private static string Write(string weights, TemporaryFolder folder, ResizeMethod resize, Resampling resampling, double crop)
    {
        string imported = folder.Create("imported.safetensors"), model = folder.Create("model.safetensors");
        ModelMetadata description = WeightsImport.Import(weights, imported, new ImportOptions { Classes = [.. Enumerable.Range(0, 1000).Select(i => $"{i}")] });
        using var file = WeightsFile.Open(imported);
        ModelFile.Write(
            model,
            [.. file.Entries.Select(entry => StreamedTensor.Of(file, entry))],
            description with { Preprocessing = description.Preprocessing with { Resize = resize, Resampling = resampling, CropFraction = crop } });
        return model;
    }
}
