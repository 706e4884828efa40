using System.Security.Cryptography;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class TransferModelTests
{
    [Theory]
    [InlineData("resnet34", 545_922)]
    [InlineData("resnet50", 2_161_026)]
    public void FreezingLeavesHeadAndBatchNormsTrainable(string name, long trainable)
    {
        using TransferModel model = TransferModel.Create(Architectures.Find(name), 2, HeadChoice.FastAi(), new RandomSource(1)).Counted();

        model.FreezeBefore(2);

        Assert.Equal(trainable, Count(model.ParametersByGroup(trainable: true).SelectMany(group => group)));
        model.FreezeBefore(0);
        Assert.Equal(Count(model.parameters()), Count(model.ParametersByGroup(trainable: true).SelectMany(group => group)));
    }

    [Fact]
    public void GroupsHoldEveryParameterOnce()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(1)).Counted();

        IReadOnlyList<IReadOnlyList<Parameter>> groups = model.ParametersByGroup();

        Assert.Equal(3, groups.Count);
        Assert.Equal(model.parameters().Select(p => p.Handle).Order(), groups.SelectMany(group => group).Select(p => p.Handle).Order());
    }

    [Fact]
    public void SavesEveryEntryOnceUnderItsPublishedName()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(1)).Counted();

        Assert.Equal(
            GoldenState.Names(GoldenState.OfNetwork("resnet18")).Where(name => !name.StartsWith("fc.", StringComparison.Ordinal))
                .Concat(GoldenState.Names(GoldenState.OfHead()).Select(name => $"head.{name}")).Order(StringComparer.Ordinal),
            model.CopyState().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OneSeedGivesOneSetOfWeights()
    {
        using TransferModel first = TransferModel.Create(Architectures.ResNet18, 2, HeadChoice.FastAi(), new RandomSource(5)).Counted();
        using TransferModel again = TransferModel.Create(Architectures.ResNet18, 2, HeadChoice.FastAi(), new RandomSource(5)).Counted();
        using TransferModel other = TransferModel.Create(Architectures.ResNet18, 2, HeadChoice.FastAi(), new RandomSource(6)).Counted();

        Assert.All(first.CopyState().Zip(again.CopyState()), pair => Assert.Equal(pair.First.Bytes.ToArray(), pair.Second.Bytes.ToArray()));
        Assert.NotEqual(first.CopyState()[0].Bytes.ToArray(), other.CopyState()[0].Bytes.ToArray());
    }

    [Fact]
    public void FreezingBatchNormsTooLeavesTheHeadAlone()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 2, HeadChoice.FastAi(), new RandomSource(1)).Counted();

        model.FreezeBefore(2, FrozenBatchNorm.Freeze);
        model.train();

        Assert.Equal([0, 0, Count(model.Head.parameters())], model.ParametersByGroup(trainable: true).Select(Count));
        Assert.All(model.Body.modules().OfType<BatchNorm2d>(), norm => Assert.False(norm.training));
        Assert.All(model.Head.modules().OfType<BatchNorm1d>(), norm => Assert.True(norm.training));

        model.FreezeBefore(1, FrozenBatchNorm.Freeze);
        model.train();
        Assert.Equal(
            model.Groups[0].SelectMany(module => module.modules().Append(module)).OfType<BatchNorm2d>().Distinct().Count(),
            model.Body.modules().OfType<BatchNorm2d>().Count(norm => !norm.training));

        model.FreezeBefore(0, FrozenBatchNorm.Freeze);
        model.train();
        Assert.All(model.Body.modules().OfType<BatchNorm2d>(), norm => Assert.True(norm.training));
    }

    [Fact]
    public void LayerNormsFreezeWithTheirGroup()
    {
        using var model = new TransferModel(new LayerNormBody(), nn.Linear(4, 2)).Counted();

        model.FreezeBefore(1);

        Assert.Empty(model.ParametersByGroup(trainable: true)[0]);
        Assert.Equal(2, model.ParametersByGroup(trainable: true)[1].Count);
    }

    [Fact]
    public void ANewHeadKeepsTheBody()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(), new RandomSource(1)).Counted();
        string[] body = Hashes(model.Body);

        model.ReplaceHead(HeadChoice.FastAi(finalNorm: true), 5, new RandomSource(2));
        TensorLeakGuard.Count(model.Head);

        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Assert.Equal([2, 5], model.forward(Formula.Wave([2, 3, 32, 32], 1)).shape);
        Assert.Equal(body, Hashes(model.Body));
        Assert.Equal(5, model.CopyState().Single(entry => entry.Name == "head.9.weight").Shape[0]);
        Assert.Equal(model.parameters().Count(), model.ParametersByGroup().Sum(group => group.Count));
    }

    private static string[] Hashes(nn.Module network) =>
        [.. StateDictionary.Copy(network).Select(entry => Convert.ToHexString(SHA256.HashData(entry.Bytes.Span)))];

    private static long Count(IEnumerable<Parameter> parameters) => parameters.Sum(parameter => parameter.numel());

    private sealed class LayerNormBody : FeatureExtractor
    {
        private readonly LayerNorm _norm = nn.LayerNorm(4);

        public LayerNormBody()
            : base(nameof(LayerNormBody)) => register_module("norm", _norm);

        public override IReadOnlyList<int> StageWidths => [4];

        public override IReadOnlyList<IReadOnlyList<nn.Module>> Groups => [[_norm]];

        public override IEnumerable<T> Maps<T>(IOperations<T> on, T input) => [on.Through(input, _norm)];

        public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map) => [];
    }
}
