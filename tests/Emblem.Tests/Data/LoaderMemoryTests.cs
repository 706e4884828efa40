using Emblem.Data;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Data;

public sealed class LoaderMemoryTests
{
    [Fact]
    public void MemoryStaysFlatOverFiftyEpochs()
    {
        using var set = new PictureSet(training: 12);
        BatchSource source = set.Split.ToBatches(Options(workers: 2)).Training;
        for (int epoch = 0; epoch < 5; epoch++)
            Run(source, epoch);
        long tensors = Tensor.TotalCount;
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        for (int epoch = 5; epoch < 50; epoch++)
            Run(source, epoch);

        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - heap, -1_000_000, 50_000);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    public void NothingIsAllocatedButTheBatchAndThePlans(int workers, bool augmented)
    {
        using var set = new PictureSet(training: 64);
        BatchOptions options = Options(workers);
        if (!augmented)
            options = options with { Augment = [] };
        long few = AllocatedByEpoch(set.Split with { Training = [.. set.Split.Training.Take(16)] }, options);
        long many = AllocatedByEpoch(set.Split, options);

        // The cost of an epoch, its threads above all, falls out of the difference.
        double each = (many - few) / 12.0;
        TestContext.Current.TestOutputHelper!.WriteLine($"{each:F0} bytes a batch of {options.BatchSize}");
        // Of them a plan of a picture takes about 500, and 80 more the stream that chooses.
        Assert.InRange(each, 0, 4500);
    }

    private static BatchOptions Options(int workers) => new() { ImageSize = 32, BatchSize = 4, Workers = workers };

    /// <summary>In an epoch whose pictures are decoded already.</summary>
    private static long AllocatedByEpoch(ImageSplit split, BatchOptions options)
    {
        BatchSource source = split.ToBatches(options).Training;
        Run(source, 0);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Run(source, 1);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static void Run(BatchSource source, int epoch)
    {
        foreach (Batch batch in source.Epoch(epoch, default))
            batch.Dispose();
    }
}
