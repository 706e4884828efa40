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
    [InlineData(Precision.Single, MemoryLayout.ChannelsFirst)]
    [InlineData(Precision.Single, MemoryLayout.ChannelsLast)]
    [InlineData(Precision.BFloat16, MemoryLayout.ChannelsLast)]
    public void ComeAsTheNetworkComputes(Precision precision, MemoryLayout layout)
    {
        using var pictures = new PictureSet(training: 4);
        ImageData data = pictures.Split.ToBatches(new() { ImageSize = Side, BatchSize = 4, Workers = 0 });
        var options = new LearnerOptions { Compute = new ComputeOptions { Device = DeviceKind.Cpu, Precision = precision, Layout = layout, Threads = get_num_threads() }.Resolve() };
        using Learner learner = Learner.ForClassification(data, Architectures.ResNet18, options: options);
        TensorLeakGuard.Count(learner.Model);

        using Batch batch = First(learner.Validation!);
        using Batch plain = First(learner.Data!.In(new BatchFormat()).Validation);

        Assert.Equal(precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32, batch.Inputs.dtype);
        Assert.Equal([2, 3, Side, Side], batch.Inputs.shape);
        Assert.Equal(layout == MemoryLayout.ChannelsLast ? 1 : Side * Side, batch.Inputs.stride(1));
        Assert.Equal((ScalarType.Float32, (long)Side * Side), (plain.Inputs.dtype, plain.Inputs.stride(1)));
        Assert.Equal(Logits(learner, plain), Logits(learner, batch));
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
