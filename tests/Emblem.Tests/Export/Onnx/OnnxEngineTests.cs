using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;
using ModelMetadata = Emblem.ModelFiles.ModelMetadata;

namespace Emblem.Tests.Export.Onnx;

/// <summary>An exported model behind the predictor, and what plain ONNX Runtime finds in it.</summary>
public sealed class OnnxEngineTests : IDisposable
{
    private static readonly OnnxOptions OneThread = new() { Threads = 1 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TellsWhatIsNewAsTheModelsFileDoes()
    {
        using TransferModel network = ExportedNetwork.Make(HeadChoice.LinearOf(3, HeadPooling.RootOfMean));
        float[][] pictures = [.. Enumerable.Range(0, 6).Select(i => Formula.Wave(3 * ExportedNetwork.Side * ExportedNetwork.Side, i, 0.2 + (0.3 * i), i - 2))];
        float[][] features = [.. pictures.Select(picture => FeaturesOf(network, picture))];
        var known = new KnownFeatures([.. features.Take(4).SelectMany(row => KnownFeatures.ToRow(row))], features[0].Length, new NoveltyRule(2, 0.01));
        string onnx = Write(network, HeadChoice.LinearOf(3, HeadPooling.RootOfMean).Description, known);
        double[] expected = [.. features.Select(row => known.NoveltyOf(row))];

        using var engine = OnnxEngine.Open(onnx, OneThread);
        engine.Score(pictures[5], 1, out float[] given);
        float[] plain = Plain(onnx, [.. pictures.SelectMany(picture => picture)], pictures.Length, OnnxInterface.Novelty);

        Assert.Equal(known.Count, engine.Known!.Count);
        Assert.InRange(Formula.RelativeDistance(given, features[5]), 0, 1e-4);
        Assert.Equal(expected[5], engine.Known.NoveltyOf(given), 1e-2);
        Assert.All(expected.Zip(plain), pair => Assert.Equal(pair.First, pair.Second, 2e-2));
        Assert.True(expected.Max() > 0.1, "the pictures are too much alike to tell anything");
    }

    [Fact]
    public void GivesProbabilitiesAtTheModelsTemperatureAndNamesToPlainRuntimes()
    {
        using TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);
        var rule = new AnswerRule(2.5, 0.6, 0.95, HeldOut.Validation, 10);
        string onnx = Write(network, HeadChoice.Linear.Description, answers: rule);
        float[] picture = Formula.Wave(3 * ExportedNetwork.Side * ExportedNetwork.Side, 3);

        float[] probabilities = Plain(onnx, picture, 1, OnnxInterface.Probabilities);

        using var engine = OnnxEngine.Open(onnx, OneThread);
        Assert.InRange(Formula.RelativeDistance(probabilities, ClassProbabilities.Softmax(rule.Temper(engine.Score(picture, 1)), 3)), 0, 1e-5);
        Assert.Equal(rule, engine.Description.Answers);
        using var session = new InferenceSession(onnx);
        Assert.Equal("[\"class 0\",\"class 1\",\"class 2\"]", session.ModelMetadata.CustomMetadataMap[OnnxInterface.LabelsKey]);
        Assert.Equal([-1, 3, ExportedNetwork.Side, ExportedNetwork.Side], session.InputMetadata[OnnxInterface.Input].Dimensions);
        Assert.Equal(["batch", "", "", ""], session.InputMetadata[OnnxInterface.Input].SymbolicDimensions);
        Assert.Equal([OnnxInterface.Logits, OnnxInterface.Probabilities], session.OutputNames);
    }

    [Fact]
    public void AnswersPicturesBehindThePredictorAndTheSameBitsAgain()
    {
        using TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);
        string onnx = Write(network, HeadChoice.Linear.Description);
        var picture = new PixelImage(40, 50, [.. Enumerable.Range(0, 40 * 50 * 3).Select(i => (byte)(i * 7))]);

        using var predictor = Predictor.LoadOnnx(onnx, OneThread);
        Prediction first = predictor.Predict(PictureInput.OfPixels(picture, "a")), second = predictor.Predict(PictureInput.OfPixels(picture, "a"));

        Assert.True(first.IsAnswer);
        Assert.Equal(first.Probabilities, second.Probabilities);
        Assert.Equal(["class 0", "class 1", "class 2"], predictor.Classes);
    }

    [Fact]
    public void OpensAModelOfAnotherProgramWhoseClassesAreNamed()
    {
        using TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);
        ModelMetadata description = ExportedNetwork.Describe(HeadChoice.Linear.Description);
        string foreign = _folder.Create("foreign.onnx");
        network.eval();
        OnnxModelWriter.Write(foreign, Emblem.Export.Onnx.OnnxNetwork.GraphOf(network, description, null, new OnnxExportOptions()), new Dictionary<string, string>());

        using var engine = OnnxEngine.Open(foreign, new OnnxOptions { Classes = ["a", "b", "c"] });

        Assert.Equal(["a", "b", "c"], engine.Description.Classes);
        Assert.Equal((ExportedNetwork.Side, ExportedNetwork.Side), (engine.Description.Preprocessing.Width, engine.Description.Preprocessing.Height));
        OnThisProcessor.InRange(ExportedNetwork.Distance(network, engine, 2), 0, 1e-4);
        Assert.Contains("holds no class names", Assert.Throws<EmblemException>(() => OnnxEngine.Open(foreign)).Message, StringComparison.Ordinal);
        Assert.Contains("4 classes are named", Assert.Throws<EmblemException>(() => OnnxEngine.Open(foreign, new OnnxOptions { Classes = ["a", "b", "c", "d"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhatIsWrongWithAFile()
    {
        string text = _folder.Create("text.onnx");
        File.WriteAllText(text, "not a model at all, but words");

        Assert.Contains("There is no model", Assert.Throws<EmblemException>(() => OnnxEngine.Open(_folder.Create("missing.onnx"))).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => OnnxEngine.Open(text));
        Assert.Contains("cannot open", Assert.Throws<EmblemException>(() => OnnxEngine.Open(text, new OnnxOptions { Classes = ["a"] })).Message, StringComparison.Ordinal);
        Assert.False(OnnxFile.IsOnnx(text));
        Assert.False(OnnxFile.IsOnnx(_folder.Create("missing.onnx")));
    }

    private string Write(TransferModel network, HeadDescription head, KnownFeatures? known = null, AnswerRule? answers = null)
    {
        string onnx = _folder.Create("model.onnx");
        ExportedNetwork.Write(onnx, network, ExportedNetwork.Describe(head) with { Novelty = known?.Rule, Answers = answers }, known: known);
        return onnx;
    }

    private static float[] FeaturesOf(TransferModel network, float[] picture)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        network.eval();
        return network.Body.LastMeans(network.Extract(tensor(picture).reshape(1, 3, ExportedNetwork.Side, ExportedNetwork.Side))).data<float>().ToArray();
    }

    private static float[] Plain(string onnx, float[] pictures, int count, string output)
    {
        using var session = new InferenceSession(onnx);
        using var options = new RunOptions();
        using var given = OrtValue.CreateTensorValueFromMemory(pictures, [count, 3, ExportedNetwork.Side, ExportedNetwork.Side]);
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [OnnxInterface.Input], [given], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
