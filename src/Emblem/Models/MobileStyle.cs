using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>What distinguishes the layers of one mobile network from another's: activation, padding and batch norm's epsilon.</summary>
/// <param name="Activation">May work in place: it is only ever given what a batch norm has just made.</param>
/// <param name="NormEpsilon">Added to the variance.</param>
/// <param name="Same">Pads strided convolutions as TensorFlow does.</param>
internal sealed record MobileStyle(Func<Tensor, Tensor> Activation, double NormEpsilon = 1e-5, bool Same = false)
{
    /// <summary>Zero below 0, 6 above 6.</summary>
    public static Tensor ReLU6(Tensor values) => functional.relu6(values, inplace: true);

    /// <summary>x · ReLU6(x + 3) / 6. The gradient needs x, so working in place would save nothing.</summary>
    public static Tensor HardSwish(Tensor values) => functional.hardswish(values);

    /// <summary>A batch norm with this epsilon.</summary>
    public BatchNorm2d Norm(int channels) => BatchNorm2d(channels, eps: NormEpsilon);

    /// <summary>A convolution without bias, padded so that only the stride shrinks.</summary>
    public Convolution Convolution(int channels, int output, int kernel, int stride = 1, int groups = 1) =>
        new(channels, output, kernel, stride, PadsItself(stride) ? 0 : kernel / 2, groups, bias: false);

    /// <summary>Runs one that <see cref="Convolution"/> made.</summary>
    public Tensor Convolve(Convolution layer, Tensor input) =>
        layer.call(PadsItself(layer.Stride) ? SamePadding.Pad(input, layer.Kernel, layer.Stride) : input);

    /// <summary>Without a stride <c>SAME</c> is half the kernel on each side, which the convolution does faster.</summary>
    private bool PadsItself(int stride) => Same && stride > 1;
}
