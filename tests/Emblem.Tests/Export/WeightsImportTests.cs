using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Export;

public sealed class WeightsImportTests
{
    private static readonly ImportOptions ThreeClasses = new() { Architecture = Architectures.ResNet18, Classes = ["a", "b", "c"], ImageSize = 64 };

    [Theory]
    [InlineData(FastAiSave.Version1, "fastai_resnet18_v1.safetensors", "fast.ai v1 save", HeadKind.FastAi, Resampling.Sampled)]
    [InlineData(FastAiSave.Version2, "fastai_resnet18_v2.safetensors", "fastai 2 save", HeadKind.FastAi2, Resampling.Bilinear)]
    public void ALearnersLogitsStayTheSame(string learner, string golden, string saver, HeadKind kind, Resampling resampling)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");

        ModelMetadata description = WeightsImport.Import(FastAiSave.Write(folder, FastAiSave.Of(learner)), path, ThreeClasses);

        Assert.Equal(new HeadDescription(kind), description.Head);
        Assert.Equal(new Preprocessing(64, 64) { Resampling = resampling }, description.Preprocessing);
        Assert.StartsWith($"imported {saver}, sha256 ", description.Provenance.StartedFrom, StringComparison.Ordinal);
        Assert.InRange(Formula.RelativeDistance(Logits(path), new SafetensorsForTests(GoldenFile.PathOf(golden)).Floats("logits")), 0, 1e-4);
    }

    [Fact]
    public void APublishedClassifierBecomesALinearHead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        NamedTensor[] body = [.. Body()];
        byte[] weight = Bytes(3 * 512, 0);
        byte[] bias = Bytes(3, 1);
        string file = FastAiSave.Write(folder, [.. body, new NamedTensor("fc.weight", TensorType.F32, [3, 512], weight), new NamedTensor("fc.bias", TensorType.F32, [3], bias)]);

        ModelMetadata description = WeightsImport.Import(file, path, ThreeClasses with { Resize = ResizeMethod.Squish, Statistics = ImageStatistics.Half });

        Assert.Equal(HeadKind.Linear, description.Head.Kind);
        Assert.Equal(
            Architectures.ResNet18.Preprocessing with { Width = 64, Height = 64, Resize = ResizeMethod.Squish, Statistics = ImageStatistics.Half },
            description.Preprocessing);
        _ = Logits(path);
        using WeightsFile written = WeightsFile.Open(path);
        byte[] read = new byte[weight.Length];
        written.Read(written.Find("head.linear.weight")!, read);
        Assert.Equal(weight, read);
    }

    [Theory]
    [InlineData("model.", "model.last_linear", true)]
    [InlineData("backbone.", "classifier", true)]
    [InlineData("encoder.", "probe.1", true)]
    [InlineData("backbone.", "projector.0", false)]
    public void AWrappedClassifierOfAnyNameBecomesALinearHead(string prefix, string classifier, bool alone)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        byte[] weight = Bytes(3 * 512, 0);
        CraftedCheckpoint state = CraftedCheckpoint.Of(Body(), prefix).With([.. alone ? [] : Linear("fc", weight), .. Linear(classifier, alone ? weight : Bytes(3 * 512, 4))]);
        string file = new CraftedCheckpoint().With("epoch", 2).With("state_dict", state).Write(folder, "lightning.ckpt");
        var said = new List<string>();

        ModelMetadata description = WeightsImport.Import(file, path, ThreeClasses with { Remark = said.Add });

        Assert.Equal(HeadKind.Linear, description.Head.Kind);
        Assert.Equal([$"Of {file}: its names begin with 'state_dict.{prefix}'."], said);
        _ = Logits(path);
        using WeightsFile written = WeightsFile.Open(path);
        byte[] read = new byte[weight.Length];
        written.Read(written.Find("head.linear.weight")!, read);
        Assert.Equal(weight, read);
    }

    /// <summary>Two sources for one classifier are never guessed between.</summary>
    [Theory]
    [InlineData("backbone.fc", "fc", "2 linear layers that may be its classifier: 'state_dict.backbone.fc' with 3 outputs, 'state_dict.fc' with 3 outputs")]
    [InlineData("one", "two", "2 linear layers that may be its classifier: 'state_dict.one' with 3 outputs, 'state_dict.two' with 3 outputs")]
    public void OfTwoClassifiersNoneIsTaken(string first, string second, string says)
    {
        using var folder = new TemporaryFolder();
        CraftedCheckpoint state = CraftedCheckpoint.Of(Body(), "backbone.").With(Linear(first, Bytes(3 * 512, 0))).With(Linear(second, Bytes(3 * 512, 1)));
        string file = new CraftedCheckpoint().With("state_dict", state).Write(folder, "two.pth");
        Count(bodies: 2, heads: 0);

        Assert.Contains(says, Refused(file, folder, ThreeClasses), StringComparison.Ordinal);
    }

    [Fact]
    public void AHeadOfMoreLayersIsRefused()
    {
        using var folder = new TemporaryFolder();
        CraftedCheckpoint state = CraftedCheckpoint.Of(Body(), "backbone.").With(Linear("classifier.0", Bytes(3 * 512, 0)))
            .With([new NamedTensor("classifier.2.weight", TensorType.F32, [3, 3], new byte[36])]);
        string file = state.Write(folder, "deep.safetensors");
        Count(bodies: 2, heads: 0);

        // The linear head's weight and bias.
        TensorLeakGuard.CountParameter();
        TensorLeakGuard.CountParameter();

        Assert.Contains("1 tensors beside body and classifier, such as 'classifier.2.weight'", Refused(file, folder, ThreeClasses), StringComparison.Ordinal);
    }

    [Fact]
    public void AFastAiSaveIsFoundBelowWrappersAndInShards()
    {
        using var folder = new TemporaryFolder();
        string plain = folder.Create("plain.safetensors");
        string wrapped = folder.Create("wrapped.safetensors");
        NamedTensor[] state = [.. FastAiSave.Of(FastAiSave.Version1).Select(tensor => tensor with { Name = $"module.{tensor.Name}" })];
        SafetensorsWriter.Write(folder.Create("hub", "a.safetensors"), [.. state[..50]]);
        SafetensorsWriter.Write(folder.Create("hub", "b.safetensors"), [.. state[50..]]);
        File.WriteAllText(folder.Create("hub", "model.safetensors.index.json"), JsonSerializer.Serialize(
            new { weight_map = state.Index().ToDictionary(item => item.Item.Name, item => item.Index < 50 ? "a.safetensors" : "b.safetensors") }));

        WeightsImport.Import(FastAiSave.Write(folder, FastAiSave.Of(FastAiSave.Version1)), plain, ThreeClasses);
        ModelMetadata description = WeightsImport.Import(Path.Combine(folder.Path, "hub"), wrapped, ThreeClasses);

        Assert.StartsWith("imported fast.ai v1 save, sha256 ", description.Provenance.StartedFrom, StringComparison.Ordinal);
        Assert.Equal(Logits(plain), Logits(wrapped));
    }

    [Fact]
    public void AnEmblemModelGetsOtherClassNames()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Create("first.safetensors");
        string second = folder.Create("second.safetensors");
        WeightsImport.Import(FastAiSave.Write(folder, FastAiSave.Of(FastAiSave.Version1)), first, ThreeClasses);

        ModelMetadata renamed = WeightsImport.Import(first, second, new ImportOptions { Classes = ["x", "y", "z"] });

        Assert.Equal(["x", "y", "z"], renamed.Classes);
        Assert.Equal(64, renamed.Preprocessing.Width);
        Assert.Equal(Logits(first), Logits(second));
    }

    /// <summary>Features are of the body and of pictures as they were prepared: other names change neither, another size does.</summary>
    [Fact]
    public void WhatTellsPicturesOfSomethingElseStaysWhereItHolds()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Create("first.safetensors"), remembering = folder.Create("remembering.safetensors");
        string renamed = folder.Create("renamed.safetensors"), resized = folder.Create("resized.safetensors");
        WeightsImport.Import(FastAiSave.Write(folder, FastAiSave.Of(FastAiSave.Version1)), first, ThreeClasses);
        var known = new KnownFeatures(KnownFeatures.ToRow(Formula.Wave(512, 1)), 512, new NoveltyRule(3, 0.4));
        using (WeightsFile file = WeightsFile.Open(first))
        {
            StreamedTensor[] tensors = [.. file.Entries.Select(entry => StreamedTensor.Of(file, entry)), StreamedTensor.Of(known.ToTensor())];
            ModelFile.Write(remembering, tensors, ModelMetadata.Read(file) with { Novelty = known.Rule });
        }

        WeightsImport.Import(remembering, renamed, new ImportOptions { Classes = ["x", "y", "z"] });
        WeightsImport.Import(remembering, resized, new ImportOptions { ImageSize = 96 });

        float[] logits = Logits(first);
        Assert.Equal(logits, Logits(renamed));
        Assert.Equal(logits, Logits(resized));
        using WeightsFile kept = WeightsFile.Open(renamed, verify: true);
        Assert.Equal(known.Rule, KnownFeatures.Read(kept)!.Rule);
        using WeightsFile dropped = WeightsFile.Open(resized, verify: true);
        Assert.Null(ModelMetadata.Read(dropped).Novelty);
    }

    [Fact]
    public void MoreOrFewerClassesThanOutputsAreRefused()
    {
        using var folder = new TemporaryFolder();
        string file = FastAiSave.Write(folder, FastAiSave.Of(FastAiSave.Version1));
        Count(bodies: 2, heads: 0);

        string message = Refused(file, folder, ThreeClasses with { Classes = ["cat", "dog"] });

        Assert.Contains("3 outputs, and 2 classes were named (cat, dog)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherNetworksWeightsSayWhatTheyFit()
    {
        using var folder = new TemporaryFolder();
        string file = FastAiSave.Write(folder, FastAiSave.Of(FastAiSave.Version1));

        string message = Refused(file, folder, ThreeClasses with { Architecture = Architectures.EfficientNetLite0 });
        TensorLeakGuard.CountMadeInside(Architectures.EfficientNetLite0, Architectures.ResNet18);

        Assert.Contains("no weights of tf_efficientnet_lite0: they fit resnet18.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownNetworksWeightsListTheKnown()
    {
        using var folder = new TemporaryFolder();
        string file = FastAiSave.Write(folder, [new NamedTensor("features.0.weight", TensorType.F32, [1], new byte[4])]);

        string message = Refused(file, folder, new ImportOptions());
        TensorLeakGuard.CountMadeInside(Architectures.All.MinBy(known => known.Parameters)!);

        Assert.Contains("not one entry has a name that they use", message, StringComparison.Ordinal);
        Assert.Contains("Known: resnet18, resnet34", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsWithoutAClassifierAreRefused()
    {
        using var folder = new TemporaryFolder();
        string file = FastAiSave.Write(folder, Body());
        Count(bodies: 2, heads: 0);

        Assert.Contains("has no classifier that can be read", Refused(file, folder, ThreeClasses), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatHoldsMoreThanItsNetworkIsRefused()
    {
        using var folder = new TemporaryFolder();
        string file = FastAiSave.Write(
            folder, [.. FastAiSave.Of(FastAiSave.Version1), new NamedTensor("1.20.scale", TensorType.F32, [1], new byte[4])]);
        Count(bodies: 2, heads: 1);

        Assert.Contains("'head.20.scale'", Refused(file, folder, ThreeClasses), StringComparison.Ordinal);
    }

    private static string Refused(string file, TemporaryFolder folder, ImportOptions options)
    {
        string path = folder.Create("model.safetensors");
        string message = Assert.ThrowsAny<EmblemException>(() => WeightsImport.Import(file, path, options)).Message;
        Assert.False(File.Exists(path));
        return message;
    }

    private static float[] Logits(string path)
    {
        (TransferModel model, _, _) = ExportedModel.Open(path);
        using TransferModel owned = model.Counted();

        // The import made a body to compare with and the same model.
        TensorLeakGuard.Count(model.Body, 2);
        TensorLeakGuard.Count(model.Head);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return model.forward(Formula.Wave([2, 3, 64, 64], 6)).data<float>().ToArray();
    }

    private static void Count(int bodies, int heads)
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(), new RandomSource(1)).Counted();
        TensorLeakGuard.Count(model.Body, bodies);
        TensorLeakGuard.Count(model.Head, heads);
    }

    private static IEnumerable<NamedTensor> Body() => GoldenState.OfNetwork("resnet18").Zip(FastAiSave.Of(FastAiSave.Version1))
        .TakeWhile(pair => !pair.First.Name.StartsWith("fc.", StringComparison.Ordinal)).Select(pair => pair.Second with { Name = pair.First.Name });

    private static NamedTensor[] Linear(string name, byte[] weight) =>
    [
        new($"{name}.weight", TensorType.F32, [3, 512], weight),
        new($"{name}.bias", TensorType.F32, [3], Bytes(3, 1)),
    ];

    private static byte[] Bytes(int count, int k) => [.. Formula.Wave(count, k, 0.1).SelectMany(BitConverter.GetBytes)];
}
