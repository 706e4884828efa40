using Emblem.ModelFiles;
using Emblem.ModelFiles.Protobuf;
using Emblem.Models;
using Emblem.Tests.ModelFiles.Onnx;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

/// <summary>What becomes of networks that other programs exported.</summary>
public sealed class OnnxNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("module.backbone.")]
    public void NamesOfTheStateDictionaryLoadByName(string prefix)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("resnet18.onnx");
        using FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted();
        WriteModel(path, StateDictionary.Copy(body).Select(tensor => tensor with { Name = prefix + tensor.Name }));

        BodyWeights found = PretrainedWeights.FromFile(path);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);
        using FeatureExtractor loaded = Architectures.ResNet18.CreateBody().Counted();
        found.LoadInto(loaded);

        Assert.Equal(Architectures.ResNet18, found.Architecture);
        Assert.All(
            StateDictionary.Copy(body).Zip(StateDictionary.Copy(loaded)),
            pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span), pair.First.Name));
    }

    /// <summary>The default of torch.onnx.export.</summary>
    [Theory]
    [InlineData("onnx::Conv_193")]
    [InlineData("onnx::MatMul_7")]
    public void FoldedNormsAreRefusedWithTheReason(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("folded.onnx");
        WriteModel(path, [new(name, TensorType.F32, [1], new byte[4]), new("fc.bias", TensorType.F32, [1], new byte[4])]);

        var fault = Assert.ThrowsAny<ModelFileException>(() => PretrainedWeights.FromFile(path));
        var found = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Architectures.All.MinBy(known => known.Parameters)!);

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.Contains("TrainingMode.PRESERVE", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("ONNX", fault.Message), (found.Format, found.Obstacle));
    }

    private static void WriteModel(string path, IEnumerable<NamedTensor> tensors)
    {
        ProtoMessage graph = OnnxWriter.Graph(tensors.Where(tensor => !StateDictionary.IsOptional(tensor.Name)).Select(OnnxWriter.Plain));
        File.WriteAllBytes(path, OnnxWriter.Model(graph));
    }
}
