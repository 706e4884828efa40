using Emblem.Compute;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models.Fused;

/// <summary>
/// ReLU and the 3×3 max pooling by twos that follows it in the stem of a ResNet, as one operation. Both give what they would give one after the
/// other, in either order, since ReLU keeps the order of values.
/// </summary>
/// <remarks>
/// The stem's picture is the largest of the network. Torch keeps it twice for the gradient, and a place of 8 bytes for each pooled value; this
/// keeps nothing but a place as large as a value, and passes over the picture once each way. That is a tenth of the memory of a training step of
/// ResNet-34. Where the values do not lie with channels last in the processor's memory, torch's two operations do it.
/// </remarks>
internal sealed class RectifiedMaxPool : autograd.SingleTensorFunction<RectifiedMaxPool>
{
    private const string Values = "values";
    private const int Side = 3;
    private const int Stride = 2;
    private const int Padding = 1;

    public override string Name => nameof(RectifiedMaxPool);

    /// <summary>Pools [n, channels, h, w] to [n, channels, (h − 1) / 2 + 1, (w − 1) / 2 + 1]. The values are the caller's no more: torch's way changes them.</summary>
    public static Tensor Of(Tensor values) => Fits(values) ? apply(values) : functional.max_pool2d(values.relu_(), Side, Stride, Padding);

    public override unsafe Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var values = (Tensor)vars[0];
        PoolShape shape = ShapeOf(values);
        Tensor pooled = Empty(shape.Pictures, shape.PooledHeight, shape.PooledWidth, shape.Channels, values.dtype);
        Tensor places = Empty(shape.Pictures, shape.PooledHeight, shape.PooledWidth, shape.Channels, values.dtype);
        if (values.dtype == ScalarType.BFloat16)
            MaxPoolKernel<short, BFloat16Numbers>.Pool(At<short>(values), At<short>(pooled), At<short>(places), shape, NativeRuntime.Threads);
        else
            MaxPoolKernel<int, SingleNumbers>.Pool(At<int>(values), At<int>(pooled), At<int>(places), shape, NativeRuntime.Threads);
        ctx.save_for_backward([places]);
        ctx.save_data(Values, shape);
        return pooled;
    }

    public override unsafe List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var shape = (PoolShape)ctx.get_data(Values);
        using Tensor places = ctx.get_saved_variables()[0];
        using Tensor gradients = MemoryOrder.ChannelsLast(grad_output);
        Tensor spread = Empty(shape.Pictures, shape.Height, shape.Width, shape.Channels, gradients.dtype);
        if (gradients.dtype == ScalarType.BFloat16)
            MaxPoolKernel<short, BFloat16Numbers>.Spread(At<short>(gradients), At<short>(places), At<short>(spread), shape, NativeRuntime.Threads);
        else
            MaxPoolKernel<int, SingleNumbers>.Spread(At<int>(gradients), At<int>(places), At<int>(spread), shape, NativeRuntime.Threads);
        return [spread];
    }

    private static bool Fits(Tensor values)
    {
        int lanes = values.dtype switch
        {
            ScalarType.BFloat16 => MaxPoolKernel<short, BFloat16Numbers>.Lanes,
            ScalarType.Float32 => MaxPoolKernel<int, SingleNumbers>.Lanes,
            _ => 0,
        };
        return lanes > 0 && values.device_type == TorchSharp.DeviceType.CPU && values.shape[1] % lanes == 0 && MemoryOrder.IsChannelsLast(values);
    }

    private static PoolShape ShapeOf(Tensor values)
    {
        long[] shape = values.shape;
        return new PoolShape((int)shape[0], (int)shape[2], (int)shape[3], (int)shape[1]);
    }

    private static Tensor Empty(int pictures, int height, int width, int channels, ScalarType type)
    {
        using Tensor plain = empty([pictures, height, width, channels], type);
        return plain.permute(0, 3, 1, 2);
    }

    private static unsafe TBits* At<TBits>(Tensor values)
        where TBits : unmanaged => (TBits*)MemoryOrder.StartOf(values);
}
