using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Emblem.Compute;

/// <summary>How a tensor's values lie in memory: C order of its shape, or of [n, h, w, channels] for one of [n, channels, h, w].</summary>
internal static class MemoryOrder
{
    /// <summary>
    /// The same values with channels last: a view where they lie so already, else a copy. Torch has no name for it in TorchSharp 0.107, and
    /// convolutions look at the strides alone.
    /// </summary>
    public static Tensor ChannelsLast(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Whether [n, channels, h, w] lie so that the channels of a place are neighbours.</summary>
    public static bool IsChannelsLast(Tensor values)
    {
        using Tensor plain = values.permute(0, 2, 3, 1);
        return plain.is_contiguous();
    }

    /// <summary>Whether two tensors of one shape have each value at the same distance from their start.</summary>
    public static bool IsSame(Tensor one, Tensor other)
    {
        // How far it would be to the next place of a dimension that has none, operations fill in as they like.
        long[] places = one.shape;
        long[] steps = one.stride();
        long[] others = other.stride();
        return Enumerable.Range(0, places.Length).All(i => places[i] == 1 || steps[i] == others[i]);
    }

    /// <summary>Where the values of a float tensor in the processor's memory begin, without gaps from there on.</summary>
    /// <exception cref="InvalidOperationException">They lie in neither order.</exception>
    public static unsafe float* AddressOf(Tensor values) => (float*)StartOf(values);

    /// <summary>The same of any type of number.</summary>
    /// <exception cref="InvalidOperationException">They lie in neither order.</exception>
    public static unsafe void* StartOf(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor plain = values.is_contiguous() || values.ndim != 4 ? values : values.permute(0, 2, 3, 1);
        return plain.is_contiguous()
            ? Unsafe.AsPointer(ref MemoryMarshal.GetReference(plain.bytes))
            : throw new InvalidOperationException($"A tensor of strides [{string.Join(", ", values.stride())}] has gaps or another order.");
    }
}
