using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Distributed;
using static TorchSharp.torch;

namespace Emblem.Tests.Training.Distributed;

/// <summary>Gradients of a network with real stages: most leave while the way back is under way, and all of them are added up.</summary>
public sealed class GradientBucketsTests
{
    [Theory]
    [InlineData(NumericPrecision.Single)]
    [InlineData(NumericPrecision.BFloat16)]
    public void MostLeaveEarlyAndEveryRankHasTheSameSums(NumericPrecision precision)
    {
        Found[] found = ThreadRanks.Run(2, ranks => Step(ranks, precision));

        Assert.All(found, one => Assert.InRange(one.SentEarly, one.Numbers / 2, one.Numbers));
        Assert.Equal(found[0].Gradients, found[1].Gradients);
        Assert.All(found[0].Gradients, gradient => Assert.True(float.IsFinite(gradient)));
        if (precision == NumericPrecision.Single)
        {
            Found alone = Step(null, precision);
            Assert.InRange(Formula.RelativeDistance(found[0].Gradients, alone.Gradients), 0, 1e-2);
        }
    }

    private static Found Step(Ranks? ranks, NumericPrecision precision)
    {
        NativeRuntime.EnsureLoaded();
        ComputePlan plan = new(DeviceKind.Cpu, precision, MemoryLayout.ChannelsLast, Threads: 1) { SetsThreads = false };
        using TransferModel model = TransferModel.Create(Architectures.Find("resnet18"), 2, HeadChoice.Linear, new RandomSource(1)).Counted();
        model.Use(plan);
        BatchPart part = BatchPart.OfRank(4, ranks?.Rank ?? 0, ranks?.Count ?? 1);
        using var scope = NewDisposeScope();
        Tensor pictures = tensor(Formula.Wave(4 * 3 * 64 * 64, 5), [4, 3, 64, 64]).narrow(0, part.First, part.Count).contiguous();
        using var batch = new Batch(pictures, tensor([.. Enumerable.Range(part.First, part.Count).Select(row => (long)(row % 2))]), [.. Enumerable.Range(part.First, part.Count)]) { Part = part };
        model.train();
        if (ranks is null)
        {
            nn.functional.cross_entropy(model.forward(batch.Inputs), batch.Targets).backward();
            return new Found(Gradients(model), 0, 0);
        }

        using var step = new RankedStep(model, new LearnerOptions(), ranks);
        step.Gather(batch, new RandomSource(1).Stream("mix"), waiting: false, default);
        return new Found(Gradients(model), step.SentEarly, model.parameters().Sum(parameter => parameter.numel()));
    }

    private static float[] Gradients(TransferModel model) => [.. model.parameters().SelectMany(parameter => parameter.grad!.cpu().contiguous().data<float>().ToArray())];

    private sealed record Found(float[] Gradients, long SentEarly, long Numbers);
}
