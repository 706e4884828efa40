using Emblem.Compute;
using Emblem.Compute.Memory;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Memory;

public sealed class ProcessMemoryTests
{
    private const long Size = 256L << 20;

    [Fact]
    public void GivesTheSystemBackWhatTensorsHeld()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Torch's memory is its own elsewhere.");
        using ComputeLease lease = (PlainCompute.Options with { TensorMemory = TensorMemory.Pooled }).Resolve().Lease();
        ones(Size, dtype: uint8).Dispose();
        long held = Environment.WorkingSet;

        ProcessMemory.GiveBack();

        // Other tests take and give meanwhile, though less than half of this.
        Assert.InRange(Environment.WorkingSet, 0, held - (Size / 2));
    }

    [Fact]
    public void OneHeapServesAllThreads()
    {
        ProcessMemory.KeepLittle();

        Parallel.For(0, 8, thread =>
        {
            using var scope = NewDisposeScope();
            Tensor small = full(1000, thread, dtype: int32);
            Assert.Equal(1000L * thread, small.sum().item<long>());
        });
    }
}
