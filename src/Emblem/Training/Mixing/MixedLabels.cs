using Emblem.Compute;
using static TorchSharp.torch;

namespace Emblem.Training.Mixing;

/// <summary>What the pictures of a training batch show: one class each, or two of which each has a share.</summary>
/// <param name="First">Class indices, int64 [n].</param>
internal sealed record MixedLabels(Tensor First)
{
    /// <summary>The class that was mixed in, int64 [n]; null where nothing was.</summary>
    public Tensor? Second { get; init; }

    /// <summary>How much of each picture is of its first class, float32 [n], 0 to 1; null where nothing was mixed.</summary>
    public Tensor? Share { get; init; }

    /// <summary>Some rows of them, views.</summary>
    public MixedLabels Rows(int first, int count) => new(First.narrow(0, first, count))
    {
        Second = Second?.narrow(0, first, count),
        Share = Share?.narrow(0, first, count),
    };

    /// <summary>A number for each picture's class [n], mixed as the pictures are.</summary>
    public Tensor Blend(Func<Tensor, Tensor> ofClass) =>
        Second is null || Share is null ? ofClass(First) : (Share * ofClass(First)).add((ones_like(Share) - Share) * ofClass(Second), Kept.One);
}
