using Emblem.Compute;
using Emblem.Compute.Memory;
using Emblem.Tests.Support;
using Emblem.Training;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute;

/// <summary>What a learner takes of the process comes back, and nothing is taken that was not asked for.</summary>
public sealed class ComputeLeaseTests
{
    [Fact]
    public void ThreadsComeBackWithTheLastThatSetThem()
    {
        using var own = new TorchThreads(2);
        ComputeLease one = Plan(3).Lease();
        ComputeLease other = Plan(1).Lease();
        Assert.Equal(1, get_num_threads());

        other.Dispose();
        Assert.Equal(3, get_num_threads());
        one.Dispose();
        Assert.Equal(2, get_num_threads());
    }

    [Fact]
    public void TheOrderOfDisposingDoesNotMatter()
    {
        using var own = new TorchThreads(2);
        ComputeLease one = Plan(3).Lease();
        ComputeLease other = Plan(1).Lease();

        one.Dispose();
        one.Dispose();
        Assert.Equal(1, get_num_threads());
        other.Dispose();
        Assert.Equal(2, get_num_threads());
    }

    [Fact]
    public void ThreadsThatNobodyAskedForStayTheHosts()
    {
        using var own = new TorchThreads(2);
        ComputePlan plan = new ComputeOptions { Device = DeviceKind.Cpu }.Resolve();
        Assert.Equal(2, plan.Threads);

        using (plan.Lease())
            set_num_threads(3);

        Assert.Equal(3, get_num_threads());
    }

    [Fact]
    public void ALearnerByItselfLeavesThreadsAndMemoryAlone()
    {
        using var own = new TorchThreads(2);
        using var drawn = new DrawnClasses(each: 4);
        long redirected = NativeRuntime.RedirectedAllocations;

        Train(drawn, PlainCompute.Options);

        Assert.Equal(redirected, NativeRuntime.RedirectedAllocations);
        Assert.Equal(2, get_num_threads());
    }

    [Fact]
    public void ALearnerThatAskedGivesBackWhatItTook()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's own memory is used elsewhere.");
        using var own = new TorchThreads(2);
        using var drawn = new DrawnClasses(each: 4);
        long redirected = NativeRuntime.RedirectedAllocations;

        Train(drawn, PlainCompute.Options with { Threads = 1, TensorMemory = TensorMemory.Pooled });

        Assert.Equal(2, get_num_threads());
        long taken = NativeRuntime.RedirectedAllocations;
        Assert.InRange(taken, redirected + 1, long.MaxValue);
        using Tensor later = zeros(TensorPool.LeastBlock);
        Assert.Equal(taken, NativeRuntime.RedirectedAllocations);
    }

    [Fact]
    public void ALearnerThatCouldNotBeMadeHoldsNothing()
    {
        using var own = new TorchThreads(2);
        using var drawn = new DrawnClasses(each: 4);
        var missing = new Emblem.Models.BodyWeights(drawn.Create("missing.safetensors"), SmallBody.Architecture, "nowhere");

        Assert.ThrowsAny<Exception>(() => Learner.ForClassification(
            drawn.Data(), SmallBody.Architecture, options: new LearnerOptions { Weights = missing, Compute = (PlainCompute.Options with { Threads = 1 }).Resolve() }));

        Assert.Equal(2, get_num_threads());
    }

    private static ComputePlan Plan(int threads) => (PlainCompute.Options with { Threads = threads }).Resolve();

    private static void Train(DrawnClasses drawn, ComputeOptions compute)
    {
        using Learner learner = Learner.ForClassification(drawn.Data(), SmallBody.Architecture, options: new LearnerOptions { Compute = compute.Resolve() });
        learner.Model.Counted();
        Assert.Equal(compute.Threads ?? 2, get_num_threads());
        learner.FitOneCycle(1, 1e-3, stop: TestContext.Current.CancellationToken);
    }
}
