using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export.Onnx;

/// <summary>A saved model's way into a file for others, and what happens to that file when something is wrong.</summary>
public sealed class ModelExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EqualModelsGiveEqualBytesThatAreComparedWithTheNetwork()
    {
        string model = Save(opened: 2);

        OnnxExportResult one = ModelExport.WriteOnnx(model, Path.Combine(_folder.Path, "one"), new OnnxExportOptions { Runtime = OnnxEngine.Runtime });
        OnnxExportResult other = ModelExport.WriteOnnx(model, Path.Combine(_folder.Path, "other.onnx"));

        Assert.Equal(Path.Combine(_folder.Path, "one.onnx"), one.Path);
        Assert.InRange(one.LargestDifference!.Value, 0, 1e-4);
        Assert.Null(other.LargestDifference);
        Assert.Equal(File.ReadAllBytes(one.Path), File.ReadAllBytes(other.Path));
        Assert.Equal(one.Bytes, new FileInfo(one.Path).Length);
        Assert.Contains("Predictor.LoadOnnx(\"one.onnx\")", File.ReadAllText($"{one.Path}.card.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void PreparingPicturesIsComparedWithThePredictor()
    {
        OnnxExportResult written = ModelExport.WriteOnnx(
            Save(), _folder.Create("p.onnx"), new OnnxExportOptions { Runtime = OnnxEngine.Runtime, WithPreprocessing = true });

        Assert.InRange(written.LargestPictureDifference!.Value, 0, 0.01);
        Assert.Contains("prepares pictures itself", Assert.Throws<EmblemException>(() => OnnxEngine.Open(written.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InWholeNumbersItAnswersThroughThePredictorAndSaysHowItWasMade()
    {
        PictureInput[] pictures = [.. Enumerable.Range(1, 4).Select(i => PictureInput.OfPixels(new PixelImage(40, 40, [.. Enumerable.Range(0, 4800).Select(k => (byte)(k * i / 7))])))];
        var quantization = new OnnxQuantization { Pictures = pictures, Compared = pictures, Labels = ["a", "b", "c", "a"], LeastAgreement = 0 };

        OnnxExportResult written = ModelExport.WriteOnnx(Save(), _folder.Create("whole.onnx"), new OnnxExportOptions { Runtime = OnnxEngine.Runtime, Quantization = quantization });

        Assert.InRange(written.LargestDifference!.Value, 0, 1e-4);
        Assert.Equal((4, 4, 4), (written.Agreement!.Pictures, written.Agreement.Labelled, written.Agreement.Calibrating));
        using (var file = OnnxFile.Open(written.Path))
            Assert.Contains("\"precision\":\"int8\"", file.Metadata[OnnxInterface.PrecisionKey], StringComparison.Ordinal);
        using Predictor predictor = Predictor.LoadOnnx(written.Path);
        Assert.All(predictor.Predict(pictures), answer => Assert.Equal(1, answer.Probabilities.Sum(), 1e-5));
        Assert.Equal(["model.safetensors", "whole.onnx", "whole.onnx.card.md"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WholeNumbersNeedARuntimeAndFoldedNorms()
    {
        var quantization = new OnnxQuantization { Pictures = [], Compared = [] };

        Assert.Throws<ArgumentException>(() => ModelExport.WriteOnnx("m", "x", new OnnxExportOptions { Quantization = quantization }));
        Assert.Throws<ArgumentException>(() => ModelExport.WriteOnnx("m", "x", new OnnxExportOptions { Quantization = quantization, Runtime = OnnxEngine.Runtime, FoldNorms = false }));
        Assert.Throws<ArgumentOutOfRangeException>(() => quantization with { LeastAgreement = 1.5 });
    }

    [Fact]
    public void AFileThatAnswersOtherwiseIsNotLeft()
    {
        string model = Save(), onnx = _folder.Create("model.onnx");
        File.WriteAllText(onnx, "as it was");

        EmblemException fault = Assert.Throws<EmblemException>(() => ModelExport.WriteOnnx(model, onnx, new OnnxExportOptions { Runtime = new Wrong() }));

        Assert.Contains("does not answer as the network does", fault.Message, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(onnx));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void ASafetensorsFileIsTheModelAgain()
    {
        string model = Save(opened: 0), copy = _folder.Create("copy.safetensors");

        ModelMetadata description = ModelExport.WriteSafetensors(model, copy);

        Assert.Equal(["a", "b", "c"], description.Classes);
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(copy));
    }

    [Fact]
    public void MoreThanReadersTakeIsRefused()
    {
        var graph = new OnnxGraphWriter();
        graph.Store(new StreamedTensor("large", TensorType.F32, [1 << 30], _ => throw new InvalidOperationException("nothing is written")));

        Assert.Contains("2147483647", Assert.Throws<EmblemException>(() => OnnxModelWriter.Write(_folder.Create("large.onnx"), graph, new Dictionary<string, string>())).Message, StringComparison.Ordinal);
    }

    /// <param name="opened">How often the test opens it.</param>
    private string Save(int opened = 1)
    {
        string model = _folder.Create("model.safetensors");
        HeadChoice head = HeadChoice.Linear;
        using TransferModel network = TransferModel.Create(Architectures.MobileNetV3Large, 3, head, new RandomSource(1)).Counted();
        TensorLeakGuard.Count(network, opened);
        Livened.Norms(network);
        ModelFile.Write(model, network.CopyState(), new ModelMetadata("mobilenetv3_large_100", ["a", "b", "c"], new Preprocessing(33, 33) { Resampling = Resampling.Bilinear }, head.Description, new TrainingProvenance("random")));
        return model;
    }

    private sealed class Wrong : IOnnxRuntime
    {
        public IClassifierEngine Open(string path) => new Zeros();

        public IPictureScorer OpenPictures(string path) => throw new NotSupportedException();

        public IValueReader OpenValues(string path) => throw new NotSupportedException();
    }

    private sealed class Zeros : IClassifierEngine
    {
        public ModelMetadata Description => ExportedNetwork.Describe(HeadChoice.Linear.Description);

        public float[] Score(ReadOnlySpan<float> pictures, int count) => new float[3 * count];

        public void Dispose()
        {
        }
    }
}
