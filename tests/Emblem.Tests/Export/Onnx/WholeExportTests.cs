using Emblem.Export;
using Emblem.Export.Onnx;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export.Onnx;

/// <summary>Which layers come to compute in whole numbers, and when a model is refused.</summary>
public sealed class WholeExportTests : IDisposable
{
    private static readonly IReadOnlyList<PictureInput> Pictures = [.. Enumerable.Range(0, 8).Select(Drawn)];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AllLayersDoWhereAnswersStay()
    {
        (OnnxAgreement found, WholeExport whole, TransferModel network) = Find(OnnxEngine.Runtime, least: 1);
        using TransferModel owned = network;

        Assert.Equal((8, 8, 3, 8), (found.Pictures, found.Same, found.Layers, found.Calibrating));
        Assert.Empty(found.InSingles);
        Assert.InRange(found.LargestDifference, 1e-6, 0.05);

        // With preprocessing, whose operations have names of their own, the same layers are found.
        OnnxGraphWriter preparing = whole.Rewrite(OnnxNetwork.GraphOf(network, Description, null, new OnnxExportOptions { WithPreprocessing = true }), found);
        Assert.Equal(3, preparing.Steps.Count(step => step.Operation == "Conv" && step.Inputs[0].Name.StartsWith("Dequantize", StringComparison.Ordinal)));
    }

    [Fact]
    public void LayersThatChangeAnswersStayInSinglesUntilTheyAgree()
    {
        // A runtime that is wrong wherever the first layer's input is in 8 bits.
        (OnnxAgreement found, _, TransferModel network) = Find(new Contrary(file => file.Nodes.Any(node => node.Operation == "QuantizeLinear" && node.Inputs[0] == OnnxInterface.Input)), least: 0.5);
        using TransferModel owned = network;

        Assert.Equal(["Conv_0"], found.InSingles);
        Assert.InRange(found.Same, 7, 8);
        Assert.Equal(2, found.Layers);
    }

    [Fact]
    public void AModelThatAnswersOtherwiseIsRefusedUnlessAsked()
    {
        var runtime = new Contrary(file => file.Nodes.Any(node => node.Operation == "QuantizeLinear"));
        TransferModel? network = null;
        EmblemException fault = Assert.Throws<EmblemException>(() => Find(runtime, least: 0.5, made => network = made));
        network!.Dispose();
        Assert.Contains("--least-agreement", fault.Message, StringComparison.Ordinal);

        (OnnxAgreement found, _, network) = Find(runtime, least: 0);
        network.Dispose();
        Assert.InRange(found.Same, 0, 3);
    }

    [Fact]
    public void AgreementCountsWhatBothAnswered()
    {
        Prediction Answer(float first, double? novelty = null) => new("x", ["a", "b"], [first, 1 - first], null) { Novelty = novelty };
        var found = OnnxAgreement.Of(
            [Answer(0.9f, 0.5), Answer(0.6f, 0.9), Answer(0.2f), new Prediction("x", ["a", "b"], [], "no picture")],
            [Answer(0.8f, 0.6), Answer(0.4f, 1.3), Answer(0.2f), Answer(1)],
            ["a", "b", "b", "a"]);

        Assert.Equal((3, 2, 3, 2, 3), (found.Pictures, found.Same, found.Labelled, found.RightBefore, found.RightAfter));
        Assert.Equal(0.2, found.LargestDifference, 1e-6);
        Assert.Equal(0.1, found.MeanDifference, 1e-6);
        Assert.Equal((0, 1), (found.NeitherBefore, found.NeitherAfter));
        Assert.Equal(0.4, found.LargestNoveltyChange!.Value, 1e-9);
    }

    private static ModelMetadata Description => ExportedNetwork.Describe(HeadChoice.Linear.Description);

    private (OnnxAgreement Found, WholeExport Whole, TransferModel Network) Find(IOnnxRuntime runtime, double least, Action<TransferModel>? made = null)
    {
        TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);
        made?.Invoke(network);
        network.eval();
        var options = new OnnxQuantization { Pictures = Pictures, Compared = Pictures, LeastAgreement = least };
        var whole = new WholeExport(OnnxNetwork.GraphOf(network, Description, null, new OnnxExportOptions()), Description, options, runtime, _folder.Create("model.onnx"), TestContext.Current.CancellationToken);
        return (whole.Find(), whole, network);
    }

    private static PictureInput Drawn(int number)
    {
        RandomStream random = new RandomSource(number).Stream("picture");
        return PictureInput.OfPixels(PlainResize.Resize(new PixelImage(3, 3, [.. Enumerable.Range(0, 27).Select(_ => (byte)random.NextInt(256))]), 40, 36, Resampling.Bicubic));
    }

    private sealed class Contrary(Func<OnnxFile, bool> isWrong) : IOnnxRuntime
    {
        public IClassifierEngine Open(string path)
        {
            using var file = OnnxFile.Open(path);
            return isWrong(file) ? new Turned(OnnxEngine.Open(path)) : OnnxEngine.Open(path);
        }

        public IPictureScorer OpenPictures(string path) => throw new NotSupportedException();

        public IValueReader OpenValues(string path) => OnnxEngine.Runtime.OpenValues(path);
    }

    private sealed class Turned(OnnxEngine engine) : IClassifierEngine
    {
        public ModelMetadata Description => engine.Description;

        public float[] Score(ReadOnlySpan<float> pictures, int count) => [.. engine.Score(pictures, count).Select(logit => -logit)];

        public void Dispose() => engine.Dispose();
    }
}
