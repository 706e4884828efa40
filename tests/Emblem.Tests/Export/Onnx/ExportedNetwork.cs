using Emblem.Export;
using Emblem.Export.Onnx;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Export.Onnx;

/// <summary>A network in memory written as ONNX, and how far ONNX Runtime's answers are from its own.</summary>
internal static class ExportedNetwork
{
    public const int Side = 33;

    public static ModelMetadata Describe(string name, HeadDescription head, int classes, Preprocessing? preprocessing = null) => new(
        name,
        [.. Enumerable.Range(0, classes).Select(i => $"class {i}")],
        preprocessing ?? new Preprocessing(Side, Side),
        head,
        new TrainingProvenance("random"));

    public static void Write(string file, TransferModel network, ModelMetadata description, OnnxExportOptions? options = null, KnownFeatures? known = null)
    {
        network.eval();
        OnnxModelWriter.Write(file, OnnxNetwork.GraphOf(network, description, known, options ?? new OnnxExportOptions()), OnnxMetadata.Of(description));
    }

    /// <summary>The largest difference of a logit as a share of the largest, over batches of those sizes.</summary>
    public static double Distance(TransferModel network, OnnxEngine engine, params ReadOnlySpan<int> batches)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Preprocessing seen = engine.Description.Preprocessing;
        List<float> expected = [], actual = [];
        foreach ((int i, int count) in batches.ToArray().Index())
        {
            Tensor pictures = Formula.Wave([count, 3, seen.Height, seen.Width], i + 5);
            expected.AddRange(network.call(pictures).data<float>());
            actual.AddRange(engine.Score(pictures.data<float>().ToArray(), count));
        }

        return Formula.RelativeDistance(actual, expected);
    }
}
