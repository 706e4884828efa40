using System.Runtime.InteropServices;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

/// <summary>Whole networks as trainers save them: what is taken, what is said of it, and that check, training and import agree.</summary>
public sealed class WrappedWeightsTests
{
    private static readonly Emblem.Models.Architecture Network = Architectures.EfficientNetLite0;

    [Theory]
    [InlineData("model.pth", TensorType.F32, 0)]
    [InlineData("model.pth", TensorType.F16, 1e-3)]
    [InlineData("model.safetensors", TensorType.BF16, 1e-2)]
    [InlineData("model.safetensors", TensorType.F64, 0)]
    public void NumbersOfAnyPrecisionComeThroughTheirWrappers(string name, TensorType type, double within)
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] state = State();
        string path = new CraftedCheckpoint().With("epoch", 3).With("state_dict", CraftedCheckpoint.Of(state.Select(tensor => As(tensor, type)), "model.module."))
            .Write(folder, name);

        BodyWeights found = PretrainedWeights.FromFile(path);
        TensorLeakGuard.CountMadeInside(Network);
        using FeatureExtractor loaded = Network.CreateBody().Counted();
        found.LoadInto(loaded);

        Assert.Equal((Network, "state_dict.model.module"), (found.Architecture, found.Part));
        Assert.Equal("its names begin with 'state_dict.model.module.'", found.Remark);
        Assert.All(state.Zip(StateDictionary.Copy(loaded)).Where(pair => pair.First.Type == TensorType.F32), pair => Assert.All(
            MemoryMarshal.Cast<byte, float>(pair.First.Bytes.Span).ToArray().Zip(MemoryMarshal.Cast<byte, float>(pair.Second.Bytes.Span).ToArray()),
            value => Assert.InRange(value.Second - value.First, -within, within)));
    }

    [Theory]
    [InlineData(".pth")]
    [InlineData(".safetensors")]
    public void RawWeightsAreTakenBesideAveragedOnesAndTheOthersOffered(string extension)
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] state = State();
        string path = new CraftedCheckpoint().With("model_ema", CraftedCheckpoint.Of(Negative(state), "module.")).With("model", CraftedCheckpoint.Of(state))
            .Write(folder, $"both{extension}");

        BodyWeights raw = PretrainedWeights.FromFile(path);
        BodyWeights averaged = PretrainedWeights.FromFile($"{path}#model_ema");
        var inspected = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Network, Network, Network, Network, Network, Network, Network);

        Assert.Equal(("model", "model_ema.module"), (raw.Part, averaged.Part));
        Assert.Equal($"'model' in it was taken; it also holds 'model_ema.module' ({path}#model_ema.module)", raw.Remark);
        Assert.Equal((raw.Part, raw.Remark), (inspected.Part, inspected.Remark));
        Assert.Equal(["model_ema.module"], inspected.OtherParts);
        Assert.Equal(First(state), FirstLoaded(raw));
        Assert.Equal(-First(state), FirstLoaded(averaged));
    }

    [Fact]
    public void TwoNetworksOfWhichNoneIsMeantAreAnErrorThatNamesThem()
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] state = State();
        string path = CraftedCheckpoint.Of(state, "left.").With(state, "right.").Write(folder, "two.safetensors");

        string message = Assert.ThrowsAny<ModelFileException>(() => PretrainedWeights.FromFile(path)).Message;
        var inspected = WeightsInspection.Of(path);
        string unknown = Assert.ThrowsAny<EmblemException>(() => PretrainedWeights.FromFile($"{path}#middle")).Message;
        TensorLeakGuard.CountMadeInside(Network, Network, Network, Network, Network, Architectures.MobileNetV3Large, Architectures.ResNet18);

        Assert.Contains($"which is meant is not certain: 'left', 'right'. Name one, for example {path}#left", message, StringComparison.Ordinal);
        Assert.Equal(message, inspected.Obstacle);
        Assert.Contains("has no part 'middle'. Its networks are 'left', 'right'", unknown, StringComparison.Ordinal);
    }

    /// <summary>A teacher of another kind is no rival: what is asked for decides.</summary>
    [Fact]
    public void OfTwoNetworksTheOneThatIsAskedForIsTaken()
    {
        using var folder = new TemporaryFolder();
        using FeatureExtractor other = Architectures.MobileNetV3Large.CreateBody().Counted();
        string path = CraftedCheckpoint.Of(StateDictionary.Copy(other), "student.").With(State(), "teacher.").Write(folder, "distilled.pth");

        BodyWeights found = PretrainedWeights.FromFile(path, Network);
        TensorLeakGuard.CountMadeInside(Network, Network, Network);

        Assert.Equal("teacher", found.Part);
    }

    [Theory]
    [InlineData("fc", "backbone.fc")]
    [InlineData("../last_linear", "last_linear")]
    [InlineData("head.0", "backbone.head.0")]
    public void AClassifierIsLeftAsideAndNamed(string place, string named)
    {
        using var folder = new TemporaryFolder();
        string classifier = place.StartsWith("../", StringComparison.Ordinal) ? place[3..] : $"backbone.{place}";
        string path = CraftedCheckpoint.Of(State(), "backbone.").With(Linear(classifier, 5)).Write(folder, "five.pth");

        BodyWeights found = PretrainedWeights.FromFile(path);
        TensorLeakGuard.CountMadeInside(Network);

        Assert.Equal($"its names begin with 'backbone.'; its classifier '{named}' of 5 classes is left aside", found.Remark);
    }

    [Fact]
    public void AProjectionHeadIsLeftAsideToo()
    {
        using var folder = new TemporaryFolder();
        string path = new CraftedCheckpoint().With("state_dict", CraftedCheckpoint.Of(State(), "module.encoder_q.")
            .With(Linear("module.encoder_q.classifier.0", 1280)).With(Linear("module.encoder_q.classifier.2", 128))
            .With([new NamedTensor("module.queue", TensorType.F32, [128, 2], new byte[1024])])).Write(folder, "moco.pth.tar");

        BodyWeights found = PretrainedWeights.FromFile(path);
        TensorLeakGuard.CountMadeInside(Network);

        Assert.Equal(
            "its names begin with 'state_dict.module.encoder_q.'; 5 tensors beside the network's body are left aside, the first 'classifier.0.weight'",
            found.Remark);
    }

    [Fact]
    public void AnErrorShowsTheNearestNamesOnBothSides()
    {
        using var folder = new TemporaryFolder();
        string path = CraftedCheckpoint.Of(State().Select(tensor => tensor with { Name = tensor.Name.Replace("blocks.0.0.conv_dw", "blocks.0.0.depthwise", StringComparison.Ordinal) }), "net.")
            .Write(folder, "renamed.pth");

        string message = Assert.ThrowsAny<EmblemException>(() => PretrainedWeights.FromFile(path, Network)).Message;
        TensorLeakGuard.CountMadeInside(Network);

        Assert.Contains(
            "nearest names: net.blocks.0.0.conv_dw.weight [32, 1, 3, 3] expected, net.blocks.0.0.depthwise.weight [32, 1, 3, 3] in the file", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 700);
    }

    /// <summary>The plain names would fit by themselves; that is no reason to pass over the others.</summary>
    [Fact]
    public void ANetworkBesideItsWrappedTwinIsNotCertainEither()
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] state = State();
        string path = CraftedCheckpoint.Of(state).With(state, "module.").Write(folder, "twins.safetensors");

        var inspected = WeightsInspection.Of(path);
        BodyWeights plain = PretrainedWeights.FromFile($"{path}#.");
        TensorLeakGuard.CountMadeInside(Network, Network, Network, Network);

        Assert.False(inspected.IsUsable);
        Assert.Contains("which is meant is not certain: '.', 'module'", inspected.Obstacle, StringComparison.Ordinal);
        Assert.Equal(".", plain.Part);
    }

    /// <summary>Without its last layers a ResNet has the size of another network, and is one all the same.</summary>
    [Fact]
    public void ThePartOfANetworkIsComparedWithItsOwnFamily()
    {
        using var folder = new TemporaryFolder();
        using FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted();
        string path = CraftedCheckpoint.Of(StateDictionary.Copy(body).Where(tensor => !tensor.Name.StartsWith("layer4", StringComparison.Ordinal)), "net.")
            .Write(folder, "cut.safetensors");

        string message = Assert.ThrowsAny<EmblemException>(() => PretrainedWeights.FromFile(path)).Message;
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);

        Assert.Contains("nearest is resnet18: 25 of 100 entries are missing, the first layer4.0.conv1.weight", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithAHashInItsNameIsAPath()
    {
        using var folder = new TemporaryFolder();
        string path = CraftedCheckpoint.Of([new NamedTensor("w", TensorType.F32, [1], new byte[4])]).Write(folder, "run#2.safetensors");

        Assert.Equal(new PartAddress(path, null), PartAddress.Parse(path));
        Assert.Equal(new PartAddress(path, "ema"), PartAddress.Parse($"{path}#ema"));
    }

    private static NamedTensor[] State()
    {
        using FeatureExtractor body = Network.CreateBody().Counted();
        return [.. StateDictionary.Copy(body)];
    }

    private static float First(NamedTensor[] state) => MemoryMarshal.Cast<byte, float>(state[0].Bytes.Span)[0];

    private static float FirstLoaded(BodyWeights weights)
    {
        using FeatureExtractor loaded = weights.Architecture.CreateBody().Counted();
        weights.LoadInto(loaded);
        return First([.. StateDictionary.Copy(loaded)]);
    }

    private static IEnumerable<NamedTensor> Negative(NamedTensor[] state) => state.Select(tensor => tensor.Type != TensorType.F32
        ? tensor
        : tensor with { Bytes = Convert(tensor, value => BitConverter.GetBytes(-value)) });

    private static NamedTensor[] Linear(string name, int classes) =>
    [
        new($"{name}.weight", TensorType.F32, [classes, Network.FeatureCount], new byte[4 * classes * Network.FeatureCount]),
        new($"{name}.bias", TensorType.F32, [classes], new byte[4 * classes]),
    ];

    private static NamedTensor As(NamedTensor tensor, TensorType type) => tensor.Type != TensorType.F32 || type == TensorType.F32 ? tensor : tensor with
    {
        Type = type,
        Bytes = Convert(tensor, type switch
        {
            TensorType.F64 => value => BitConverter.GetBytes((double)value),
            TensorType.F16 => value => BitConverter.GetBytes((Half)value),
            _ => value => BitConverter.GetBytes(value)[2..],
        }),
    };

    private static byte[] Convert(NamedTensor tensor, Func<float, byte[]> change) =>
        [.. MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray().SelectMany(change)];
}
