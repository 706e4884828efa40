using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using TorchSharp.Modules;

namespace Emblem.Tests.Models;

public sealed class TransferModelTests
{
    [Theory]
    [InlineData("resnet34", 545_922)]
    [InlineData("resnet50", 2_161_026)]
    public void FreezingLeavesHeadAndBatchNormsTrainable(string name, long trainable)
    {
        using TransferModel model = TransferModel.Create(Architectures.Find(name), 2, finalNorm: false, new RandomSource(1)).Counted();

        model.FreezeBefore(2);

        Assert.Equal(trainable, Count(model.ParametersByGroup(trainable: true).SelectMany(group => group)));
        model.FreezeBefore(0);
        Assert.Equal(Count(model.parameters()), Count(model.ParametersByGroup(trainable: true).SelectMany(group => group)));
    }

    [Fact]
    public void GroupsHoldEveryParameterOnce()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, finalNorm: true, new RandomSource(1)).Counted();

        IReadOnlyList<IReadOnlyList<Parameter>> groups = model.ParametersByGroup();

        Assert.Equal(3, groups.Count);
        Assert.Equal(model.parameters().Select(p => p.Handle).Order(), groups.SelectMany(group => group).Select(p => p.Handle).Order());
    }

    [Fact]
    public void SavesEveryEntryOnceUnderItsPublishedName()
    {
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, finalNorm: true, new RandomSource(1)).Counted();

        Assert.Equal(
            GoldenState.Names(GoldenState.OfNetwork("resnet18")).Where(name => !name.StartsWith("fc.", StringComparison.Ordinal))
                .Concat(GoldenState.Names(GoldenState.OfHead()).Select(name => $"head.{name}")).Order(StringComparer.Ordinal),
            model.CopyState().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OneSeedGivesOneSetOfWeights()
    {
        using TransferModel first = TransferModel.Create(Architectures.ResNet18, 2, finalNorm: false, new RandomSource(5)).Counted();
        using TransferModel again = TransferModel.Create(Architectures.ResNet18, 2, finalNorm: false, new RandomSource(5)).Counted();
        using TransferModel other = TransferModel.Create(Architectures.ResNet18, 2, finalNorm: false, new RandomSource(6)).Counted();

        Assert.All(first.CopyState().Zip(again.CopyState()), pair => Assert.Equal(pair.First.Bytes.ToArray(), pair.Second.Bytes.ToArray()));
        Assert.NotEqual(first.CopyState()[0].Bytes.ToArray(), other.CopyState()[0].Bytes.ToArray());
    }

    private static long Count(IEnumerable<Parameter> parameters) => parameters.Sum(parameter => parameter.numel());
}
