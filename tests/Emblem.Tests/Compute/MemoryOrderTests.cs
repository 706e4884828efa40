using Emblem.Compute;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute;

public sealed class MemoryOrderTests
{
    [Fact]
    public void Channels_last_is_another_order_of_the_same_values()
    {
        using var scope = NewDisposeScope();
        Tensor plain = arange(2 * 3 * 4 * 5, dtype: ScalarType.Float32).reshape(2, 3, 4, 5);

        Tensor last = MemoryOrder.ChannelsLast(plain);

        Assert.True(last.equal(plain).all().item<bool>());
        Assert.True(MemoryOrder.IsChannelsLast(last));
        Assert.False(MemoryOrder.IsChannelsLast(plain));
        Assert.False(MemoryOrder.IsSame(plain, last));
        Assert.True(MemoryOrder.IsSame(last, MemoryOrder.ChannelsLast(plain)));
    }

    [Fact]
    public void Steps_along_a_dimension_of_one_place_are_no_other_order()
    {
        using var scope = NewDisposeScope();
        Tensor plain = zeros(8, 4, 1, 1);

        Tensor other = plain.as_strided([8, 4, 1, 1], [4, 1, 4, 4]);

        Assert.NotEqual(plain.stride(), other.stride());
        Assert.True(MemoryOrder.IsSame(plain, other));
    }
}
