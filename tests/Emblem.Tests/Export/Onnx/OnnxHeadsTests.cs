using Emblem.Export;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Export.Onnx;

/// <summary>Every head, with norms folded and kept, for few classes and many, and one file for any number of pictures.</summary>
public sealed class OnnxHeadsTests
{
    private static readonly (HeadChoice Head, int Classes)[] Heads =
    [
        (HeadChoice.FastAi(), 2),
        (HeadChoice.FastAi(finalNorm: true, hidden: [24, 16]), 3),
        (HeadChoice.FastAi(hidden: []), 2),
        (HeadChoice.Of(new HeadDescription(HeadKind.FastAi2) { Hidden = [32] }), 3),
        (HeadChoice.Of(new HeadDescription(HeadKind.FastAi) { Pooling = HeadPooling.Mean }), 3),
        (HeadChoice.Linear, 1000),
        (HeadChoice.LinearOf(3, HeadPooling.RootOfMean), 3),
        (HeadChoice.LinearOf(2, HeadPooling.LargestAndMean), 2),
        (Custom(), 4),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryHeadAnswersAsTheNetworkDoes(bool fold)
    {
        using var folder = new TemporaryFolder();
        using TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);
        foreach ((HeadChoice head, int classes) in Heads)
        {
            network.ReplaceHead(head, classes, new RandomSource(2));
            TensorLeakGuard.Count(network.Head);
            Livened.Norms(network);
            string onnx = folder.Create($"{classes}.onnx");

            ExportedNetwork.Write(onnx, network, ExportedNetwork.Describe(head.Description, classes), new OnnxExportOptions { FoldNorms = fold });

            using var engine = OnnxEngine.Open(onnx, new OnnxOptions { Threads = 1 });
            OnThisProcessor.InRange(ExportedNetwork.Distance(network, engine, 1, 5), 0, 1e-4);
        }
    }

    [Fact]
    public void ALayerWithoutWordsInOnnxIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var head = HeadChoice.Custom((features, classes) => nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(features, classes), nn.Softplus()));
        using TransferModel network = ExportedNetwork.Make(head);

        EmblemException fault = Assert.Throws<EmblemException>(
            () => ExportedNetwork.Write(folder.Create("x.onnx"), network, ExportedNetwork.Describe(head.Description)));

        Assert.Contains("Softplus", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithItsNormsHoldsTheNetworksOwnWeights()
    {
        using var folder = new TemporaryFolder();
        string onnx = folder.Create("kept.onnx");
        using TransferModel network = ExportedNetwork.Make(HeadChoice.Linear);

        ExportedNetwork.Write(onnx, network, ExportedNetwork.Describe(HeadChoice.Linear.Description), new OnnxExportOptions { FoldNorms = false });

        using var file = OnnxFile.Open(onnx);
        NamedTensor[] expected = [.. network.CopyState().Where(tensor => !StateDictionary.IsOptional(tensor.Name))];
        Assert.Equal(expected.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (NamedTensor tensor in expected)
        {
            byte[] bytes = new byte[tensor.Bytes.Length];
            file.Read(file.Find(tensor.Name)!, bytes);
            Assert.Equal(tensor.Bytes.ToArray(), bytes);
        }
    }

    private static HeadChoice Custom() => HeadChoice.Custom((features, classes) => nn.Sequential(
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(features, 16),
        nn.BatchNorm1d(16),
        nn.GELU(),
        nn.LayerNorm(16),
        nn.Dropout(0.3),
        new SeededDropout(0.2),
        nn.Linear(16, classes, hasBias: false)));
}
