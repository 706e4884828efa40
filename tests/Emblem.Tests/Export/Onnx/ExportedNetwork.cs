using Emblem.Export;
using Emblem.Export.Onnx;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = Emblem.Models.Convolution;

namespace Emblem.Tests.Export.Onnx;

/// <summary>A network in memory written as ONNX, and how far ONNX Runtime's answers are from its own.</summary>
internal static class ExportedNetwork
{
    public const int Side = 33;
    public const string Name = "tiny";

    /// <summary>A network of no time: a body that no catalogue knows, and a head.</summary>
    public static TransferModel Make(HeadChoice head, int classes = 3)
    {
        var body = new TinyBody();
        WeightInitialization.FillBody(body, new RandomSource(1).Stream("body"));
        TransferModel network = TransferModel.Create(body, classes, head, new RandomSource(1)).Counted();
        Livened.Norms(network);
        return network;
    }

    public static ModelMetadata Describe(HeadDescription head, int classes = 3, string name = Name, Preprocessing? preprocessing = null) => new(
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

    /// <summary>Three stages of a convolution, a norm and an activation each.</summary>
    private sealed class TinyBody : FeatureExtractor
    {
        private readonly Sequential[] _stages;

        public TinyBody()
            : base(nameof(TinyBody))
        {
            _stages = [Stage(3, 8, padding: 1), Stage(8, 12, padding: null), Stage(12, 16, padding: 1)];
            foreach ((int i, Sequential stage) in _stages.Index())
                register_module($"stage{i}", stage);
        }

        public override IReadOnlyList<int> StageWidths => [8, 12, 16];

        public override IReadOnlyList<IReadOnlyList<nn.Module>> Groups => [[_stages[0]], [.. _stages[1..]]];

        public override IEnumerable<T> Maps<T>(IOperations<T> on, T input) => MapsAfter(on, -1, input);

        public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map)
        {
            foreach ((int i, Sequential next) in _stages.Index().Skip(stage + 1))
            {
                map = on.Activate(on.Through(map, next), (Activation)i);
                yield return map;
            }
        }

        private static Sequential Stage(int inputs, int outputs, int? padding) =>
            nn.Sequential(new Convolution(inputs, outputs, 3, 2, padding, bias: false), nn.BatchNorm2d(outputs));
    }
}
