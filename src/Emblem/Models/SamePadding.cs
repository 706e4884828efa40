using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// TensorFlow's <c>SAME</c>: zeros around a picture so that a convolution gives ⌈side / stride⌉ values a side, the odd one at the right
/// and the bottom. It depends on the picture's size, so no fixed padding of the convolution can replace it.
/// </summary>
internal static class SamePadding
{
    /// <summary>The padded picture; the picture itself where nothing is missing.</summary>
    public static Tensor Pad(Tensor input, int kernel, int stride)
    {
        int across = Missing(input.shape[3], kernel, stride);
        int down = Missing(input.shape[2], kernel, stride);
        return across == 0 && down == 0
            ? input
            : functional.pad(input, [across / 2, across - (across / 2), down / 2, down - (down / 2)]);
    }

    private static int Missing(long side, int kernel, int stride)
    {
        long steps = (side + stride - 1) / stride;
        return (int)Math.Max(0, ((steps - 1) * stride) + kernel - side);
    }
}
