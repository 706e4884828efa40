using Emblem.Compute;
using static TorchSharp.torch;

namespace Emblem.Training.Distributed;

/// <summary>
/// The passes of a batch norm over a map [n, channels, h, w] or rows [n, channels]. Where values lie with channels last in the processor's memory, our own loops make
/// them; elsewhere torch's operations, with copies as large as the map.
/// </summary>
internal static unsafe class NormPasses
{
    /// <summary>Of each channel the sum of what its values are above a number, then the sum of the squares of it.</summary>
    public static double[] Moments(Tensor values, float[] shift)
    {
        if (!Lies(values))
            return PlainMoments(values, shift);
        return values.dtype == ScalarType.BFloat16
            ? NormKernel<short, BFloat16NormNumbers>.Moments(At<short>(values), RowsOf(values), shift, NativeRuntime.Threads)
            : NormKernel<float, SingleNormNumbers>.Moments(At<float>(values), RowsOf(values), shift, NativeRuntime.Threads);
    }

    /// <summary>Of each channel the sum of its gradients, then of gradient times what the value is above the mean.</summary>
    public static double[] Products(Tensor gradients, Tensor values, float[] mean)
    {
        if (!Lies(values))
            return PlainProducts(gradients, values, mean);
        using Tensor laid = LaidAs(values, gradients);
        return values.dtype == ScalarType.BFloat16
            ? NormKernel<short, BFloat16NormNumbers>.Products(At<short>(laid), At<short>(values), RowsOf(values), mean, NativeRuntime.Threads)
            : NormKernel<float, SingleNormNumbers>.Products(At<float>(laid), At<float>(values), RowsOf(values), mean, NativeRuntime.Threads);
    }

    /// <summary>Of each channel <c>gradient × one + value × two + three</c>, laid as the values are.</summary>
    public static Tensor Blend(Tensor gradients, Tensor values, float[] one, float[] two, float[] three)
    {
        if (!Lies(values))
            return PlainBlend(gradients, values, one, two, three);
        using Tensor laid = LaidAs(values, gradients);
        Tensor result = empty_like(values);
        if (values.dtype == ScalarType.BFloat16)
            NormKernel<short, BFloat16NormNumbers>.Blend(At<short>(laid), At<short>(values), At<short>(result), RowsOf(values), one, two, three, NativeRuntime.Threads);
        else
            NormKernel<float, SingleNormNumbers>.Blend(At<float>(laid), At<float>(values), At<float>(result), RowsOf(values), one, two, three, NativeRuntime.Threads);
        return result;
    }

    /// <summary>Values of a channel: of all pictures and places.</summary>
    public static long RowsOf(Tensor values) => values.numel() / values.shape[1];

    /// <inheritdoc cref="Moments"/>
    internal static double[] PlainMoments(Tensor values, float[] shift)
    {
        using var scope = NewDisposeScope();
        Tensor above = values.to_type(ScalarType.Float32) - Channels(shift, values);
        return [.. Totals(above), .. Totals(above * above)];
    }

    /// <inheritdoc cref="Products"/>
    internal static double[] PlainProducts(Tensor gradients, Tensor values, float[] mean)
    {
        using var scope = NewDisposeScope();
        Tensor slopes = gradients.to_type(ScalarType.Float32);
        return [.. Totals(slopes), .. Totals(slopes * (values.to_type(ScalarType.Float32) - Channels(mean, values)))];
    }

    /// <inheritdoc cref="Blend"/>
    internal static Tensor PlainBlend(Tensor gradients, Tensor values, float[] one, float[] two, float[] three)
    {
        using var scope = NewDisposeScope();
        Tensor blended = (gradients.to_type(ScalarType.Float32) * Channels(one, values)).add_(values.to_type(ScalarType.Float32) * Channels(two, values), Kept.One)
            .add_(Channels(three, values), Kept.One);
        return blended.to_type(values.dtype).MoveToOuterDisposeScope();
    }

    private static bool Lies(Tensor values) => values.device_type == TorchSharp.DeviceType.CPU && values.dtype is ScalarType.BFloat16 or ScalarType.Float32
        && (values.ndim == 2 ? values.is_contiguous() : values.ndim == 4 && MemoryOrder.IsChannelsLast(values));

    private static Tensor LaidAs(Tensor values, Tensor gradients)
    {
        using var scope = NewDisposeScope();
        Tensor same = gradients.to_type(values.dtype);
        return (values.ndim == 2 ? same.contiguous() : MemoryOrder.ChannelsLast(same)).MoveToOuterDisposeScope();
    }

    private static TBits* At<TBits>(Tensor values)
        where TBits : unmanaged => (TBits*)MemoryOrder.StartOf(values);

    private static Tensor Channels(float[] numbers, Tensor like) =>
        tensor(numbers, device: like.device).reshape([1, numbers.Length, .. Enumerable.Repeat(1L, (int)like.ndim - 2)]);

    private static double[] Totals(Tensor values) =>
        values.sum([0, .. Enumerable.Range(2, (int)values.ndim - 2).Select(side => (long)side)], type: ScalarType.Float64).cpu().data<double>().ToArray();
}
