using Emblem.Compute;
using Emblem.Data;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using static TorchSharp.torch;

namespace Emblem.Tests.Training;

public sealed class LearnerBatchesTests
{
    private const int Side = 32;

    /// <summary>Pictures are read in the form that the network computes in, and give the answers that it gives to planes of singles.</summary>
    [Theory]
    [InlineData(NumericPrecision.Single, MemoryLayout.ChannelsFirst)]
    [InlineData(NumericPrecision.Single, MemoryLayout.ChannelsLast)]
    [InlineData(NumericPrecision.BFloat16, MemoryLayout.ChannelsLast)]
    public void ComeAsTheNetworkComputes(NumericPrecision precision, MemoryLayout layout)
    {
        using var pictures = new PictureSet(training: 4);
        ImageData data = pictures.Split.ToBatches(new() { ImageSize = Side, BatchSize = 4, Workers = 0 });
        var options = new LearnerOptions { Compute = new ComputeOptions { Device = DeviceKind.Cpu, Precision = precision, Layout = layout, Threads = get_num_threads() }.Resolve() };
        using Learner learner = Learner.ForClassification(data, Architectures.ResNet18, options: options);
        TensorLeakGuard.Count(learner.Model);

        using Batch batch = First(learner.Validation!);
        using Batch plain = First(learner.Data!.In(new BatchFormat()).Validation);

        Assert.Equal(precision == NumericPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32, batch.Inputs.dtype);
        Assert.Equal([2, 3, Side, Side], batch.Inputs.shape);
        Assert.Equal(layout == MemoryLayout.ChannelsLast ? 1 : Side * Side, batch.Inputs.stride(1));
        Assert.Equal((ScalarType.Float32, (long)Side * Side), (plain.Inputs.dtype, plain.Inputs.stride(1)));
        Assert.Equal(Logits(learner, plain), Logits(learner, batch));
    }

    /// <summary>What a network needs to score pictures does not grow with the batch that it trains on.</summary>
    [Fact]
    public void AreSmallWhereTheyTeachNothing()
    {
        using var pictures = new PictureSet(training: 30);
        ImageData data = pictures.Split.ToBatches(new() { ImageSize = Side, BatchSize = 30, Workers = 0 });
        using Learner learner = Learner.ForClassification(
            data, Architectures.ResNet18, options: new LearnerOptions { Compute = new ComputeOptions { Device = DeviceKind.Cpu }.Resolve() });
        TensorLeakGuard.Count(learner.Model);
        IReadOnlyList<LabelledImage> items = [.. data.Split.Training.Take(10)];

        Assert.Equal([8, 2], Sizes(learner.Data!.Ordered(items)));
        Assert.Equal([8, 2], Sizes(learner.Data!.Changed(items)));
        Assert.Equal([30], Sizes(learner.Training));
        Assert.Equal(int.MaxValue, new ComputePlan(DeviceKind.Cuda, NumericPrecision.Single, MemoryLayout.ChannelsLast, 1).Together);
    }

    private static int[] Sizes(BatchSource source)
    {
        var sizes = new List<int>();
        foreach (Batch batch in source.Epoch(0, TestContext.Current.CancellationToken))
        {
            using Batch owned = batch;
            sizes.Add(batch.Items.Count);
        }

        Assert.Equal(source.BatchesPerEpoch, sizes.Count);
        return [.. sizes];
    }

    private static Batch First(BatchSource source) => source.Epoch(0, TestContext.Current.CancellationToken).First();

    private static float[] Logits(Learner learner, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        learner.Model.eval();
        return learner.Model.forward(batch.Inputs).data<float>().ToArray();
    }
}
