using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>What distinguishes the layers of one mobile network from another's: activation, padding and batch norm's epsilon.</summary>
/// <param name="Activation">Follows every norm but a block's last.</param>
/// <param name="NormEpsilon">Added to the variance.</param>
/// <param name="Same">Pads strided convolutions as TensorFlow does; without a stride that is half the kernel on each side, which is faster.</param>
internal sealed record MobileStyle(Activation Activation, double NormEpsilon = 1e-5, bool Same = false)
{
    /// <summary>A batch norm with this epsilon.</summary>
    public BatchNorm2d Norm(int channels) => BatchNorm2d(channels, eps: NormEpsilon);

    /// <summary>A convolution without bias, padded so that only the stride shrinks.</summary>
    public Convolution Convolution(int channels, int output, int kernel, int stride = 1, int groups = 1) =>
        new(channels, output, kernel, stride, Same && stride > 1 ? null : kernel / 2, groups, bias: false);
}
