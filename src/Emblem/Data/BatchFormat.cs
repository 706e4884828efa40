using Emblem.Compute;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Data;

/// <summary>How the pictures of a batch lie in memory. A network gives the same answers for all of them, up to rounding; only the speed differs.</summary>
internal sealed record BatchFormat
{
    /// <summary>
    /// The order of values. <see cref="PixelLayout.Interleaved"/> gives a tensor of the same shape whose strides are channels-last, which
    /// convolutions follow.
    /// </summary>
    public PixelLayout Layout { get; init; } = PixelLayout.Planes;

    /// <summary>Single precision, or bfloat16 for networks that compute in it: half the memory, and no conversion afterwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither of the two.</exception>
    public ScalarType Type
    {
        get;
        init => field = value is ScalarType.Float32 or ScalarType.BFloat16
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Type), value, "Pictures are float32 or bfloat16.");
    } = ScalarType.Float32;

    /// <summary>The form that a network computes in, so that nothing of a batch has to be turned round or rounded again.</summary>
    public static BatchFormat For(ComputePlan compute) => new()
    {
        Layout = compute.Layout == MemoryLayout.ChannelsLast ? PixelLayout.Interleaved : PixelLayout.Planes,
        Type = compute.Precision == NumericPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32,
    };
}
