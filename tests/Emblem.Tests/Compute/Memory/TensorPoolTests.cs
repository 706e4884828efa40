using System.Globalization;
using Emblem.Compute;
using Emblem.Compute.Memory;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Memory;

public sealed class TensorPoolTests : IDisposable
{
    private const int Large = 4 << 20;
    private readonly ComputeLease _lease;

    public TensorPoolTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's own memory is used elsewhere.");
        _lease = (ComputePlan.Plain with { TensorMemory = TensorMemory.Pooled }).Lease();
        Assert.True(TensorPool.Use(true));
    }

    [Fact]
    public void Holds_large_tensors_and_leaves_small_ones_to_the_C_library()
    {
        using Tensor large = zeros(Large, dtype: uint8);
        using Tensor small = zeros(TensorPool.LeastBlock - 1, dtype: uint8);
        Assert.True(TensorPool.Holds(AddressOf(large)));
        Assert.False(TensorPool.Holds(AddressOf(small)));
        Assert.Equal(0, AddressOf(large) % 64);
        Assert.Equal(0, AddressOf(small) % 64);
    }

    [Fact]
    public void Memory_of_a_disposed_tensor_serves_the_next()
    {
        // A thousand of them side by side would need more addresses than there are.
        const long size = 300L << 20;
        for (int i = 0; i < 1000; i++)
        {
            using Tensor tensor = empty(size, dtype: uint8);
            Assert.True(TensorPool.Holds(AddressOf(tensor)));
        }
    }

    [Fact]
    public void What_no_machine_has_is_still_torchs_error()
    {
        Exception fault = Assert.ThrowsAny<Exception>(() => empty(1L << 50, dtype: uint8));
        Assert.Contains("can't allocate memory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_keep_their_values_when_many_threads_make_and_free_them()
    {
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            var alive = new Queue<(Tensor Tensor, int Value)>();
            for (int step = 0; step < 300; step++)
            {
                int value = random.Next(100);
                alive.Enqueue((full(random.Next(1, 2 * TensorPool.LeastBlock), value, dtype: uint8), value));
                if (alive.Count < 20)
                    continue;
                (Tensor oldest, int expected) = alive.Dequeue();
                using (oldest)
                {
                    Assert.True(oldest.bytes.IndexOfAnyExcept((byte)expected) < 0);
                }
            }

            foreach ((Tensor tensor, _) in alive)
                tensor.Dispose();
        });
    }

    [Fact]
    public void Given_back_memory_is_usable_again()
    {
        using (Tensor tensor = ones(Large, dtype: uint8))
            Assert.True(TensorPool.Holds(AddressOf(tensor)));
        using Tensor kept = ones(Large, dtype: uint8);
        TensorPool.GiveBack();
        Assert.True(kept.bytes.IndexOfAnyExcept((byte)1) < 0);
        using Tensor next = ones(Large, dtype: uint8);
        Assert.True(next.bytes.IndexOfAnyExcept((byte)1) < 0);
    }

    [Fact]
    public void What_is_free_can_be_given_back_to_the_system()
    {
        // So much that what tests beside this one take meanwhile does not count.
        const long size = 600L << 20;
        Tensor tensor = ones(size, dtype: uint8);
        long taken = Resident();

        tensor.Dispose();
        TensorPool.GiveBack();

        Assert.InRange(taken - Resident(), size / 2, long.MaxValue);
    }

    [Fact]
    public void When_nobody_uses_it_tensors_come_from_the_C_library_and_older_ones_still_go()
    {
        using (Tensor old = ones(Large, dtype: uint8))
        {
            Assert.True(TensorPool.Holds(AddressOf(old)));
            _lease.Dispose();
            long redirected = NativeRuntime.RedirectedAllocations;

            using Tensor next = ones(Large, dtype: uint8);

            Assert.False(TensorPool.Holds(AddressOf(next)));
            Assert.Equal(redirected, NativeRuntime.RedirectedAllocations);
            Assert.True(old.bytes.IndexOfAnyExcept((byte)1) < 0);
        }

        using ComputeLease again = (ComputePlan.Plain with { TensorMemory = TensorMemory.Pooled }).Lease();
        using Tensor pooled = ones(Large, dtype: uint8);
        Assert.True(TensorPool.Holds(AddressOf(pooled)));
    }

    public void Dispose() => _lease.Dispose();

    private static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static unsafe nint AddressOf(Tensor tensor)
    {
        fixed (byte* address = tensor.bytes)
            return (nint)address;
    }
}
