using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Computes a convolution in one way, autograd included: float [n, inputs, h, w] to [n, outputs, h', w'] in the way's precision and order.
/// </summary>
/// <param name="shape">Of the arguments.</param>
/// <param name="way">How.</param>
/// <param name="input">In any precision and order.</param>
/// <param name="weight">[outputs, inputs of a group, kernel, kernel], likewise.</param>
/// <param name="bias">[outputs], or null.</param>
internal delegate Tensor ConvolutionKernel(ConvolutionShape shape, ConvolutionWay way, Tensor input, Tensor weight, Tensor? bias);

/// <summary>The ways of computing a convolution with libtorch's operations.</summary>
internal static class ConvolutionKernels
{
    /// <summary>
    /// What computes convolutions in this process. Tests put kernels with planted faults in its place, before the first network is made.
    /// </summary>
    public static ConvolutionKernel Current { get; set; } = Compute;

    /// <summary>Computes as the way says, with no copy where the arguments lie so already.</summary>
    public static Tensor Compute(ConvolutionShape shape, ConvolutionWay way, Tensor input, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        Tensor pictures = Lay(input.In(way.Precision), way.Layout);
        Tensor weights = Lay(weight.In(way.Precision), way.Layout);
        Tensor? added = bias?.In(way.Precision);
        Tensor result = way.Method switch
        {
            ConvolutionMethod.Product => Product(shape, way.Layout, pictures, weights, added),
            ConvolutionMethod.Unfolded => Unfold(shape, pictures, weights, added),
            _ => functional.conv2d(pictures, weights, added, [shape.Stride, shape.Stride], [shape.Padding, shape.Padding], [1, 1], shape.Groups),
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Every s-th place, if strided, as a row of channels (or, with channels first, a column), times the weights.</summary>
    private static Tensor Product(ConvolutionShape shape, MemoryLayout layout, Tensor pictures, Tensor weights, Tensor? bias)
    {
        Tensor places = shape.Stride == 1 ? pictures : pictures.slice(2, 0, shape.Height, shape.Stride).slice(3, 0, shape.Width, shape.Stride);
        Tensor matrix = weights.reshape(shape.Outputs, shape.Inputs);
        if (layout == MemoryLayout.ChannelsLast)
            return functional.linear(places.permute(0, 2, 3, 1), matrix, bias).permute(0, 3, 1, 2);
        Tensor columns = places.reshape(shape.Pictures, shape.Inputs, -1);
        // A product a picture copies nothing, but its weight's gradient is made once a picture before it is summed: no more than a result's
        // memory while places are more than channels. With fewer places one product of all pictures is several times faster.
        bool onePicture = shape.ResultHeight * shape.ResultWidth >= Math.Min(shape.Inputs, shape.Outputs);
        Tensor product = onePicture ? matrix.expand(shape.Pictures, -1, -1).bmm(columns) : matrix.matmul(columns);
        return WithBias(product, bias).reshape(shape.Pictures, shape.Outputs, shape.ResultHeight, shape.ResultWidth);
    }

    private static Tensor Unfold(ConvolutionShape shape, Tensor pictures, Tensor weights, Tensor? bias)
    {
        Tensor rows = functional.unfold(pictures, (shape.Kernel, shape.Kernel), (1, 1), (shape.Padding, shape.Padding), (shape.Stride, shape.Stride));
        int seen = shape.GroupInputs * shape.Kernel * shape.Kernel;
        Tensor matrices = weights.reshape(1, shape.Groups, shape.GroupOutputs, seen);
        Tensor product = matrices.matmul(rows.reshape(shape.Pictures, shape.Groups, seen, -1)).reshape(shape.Pictures, shape.Outputs, -1);
        return WithBias(product, bias).reshape(shape.Pictures, shape.Outputs, shape.ResultHeight, shape.ResultWidth);
    }

    /// <summary>Adds a number to each channel of [n, channels, places].</summary>
    private static Tensor WithBias(Tensor product, Tensor? bias) => bias is null ? product : product.add(bias.reshape(1, -1, 1), Kept.One);

    private static Tensor Lay(Tensor values, MemoryLayout layout) =>
        layout == MemoryLayout.ChannelsLast ? MemoryOrder.ChannelsLast(values) : values.contiguous();
}
