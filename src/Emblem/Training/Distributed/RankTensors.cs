using Emblem.Cluster;
using static TorchSharp.torch;

namespace Emblem.Training.Distributed;

/// <summary>Tensors of several processes put together.</summary>
internal static class RankTensors
{
    /// <summary>The rows of all ranks, one behind the other; each has the same sides but the first, and lies alike.</summary>
    public static Tensor Join(Ranks ranks, Tensor rows)
    {
        using var scope = NewDisposeScope();
        bool isLast = rows.ndim == 4 && !rows.is_contiguous();
        Tensor plain = isLast ? rows.permute(0, 2, 3, 1).contiguous() : rows.contiguous();
        byte[] bytes = [.. ranks.Gather(plain.bytes).SelectMany(part => part)];
        long[] sides = plain.shape;
        sides[0] = bytes.Length / (plain.bytes.Length / sides[0]);
        Tensor whole = empty(sides, rows.dtype);
        bytes.CopyTo(whole.bytes);
        return (isLast ? whole.permute(0, 3, 1, 2) : whole).MoveToOuterDisposeScope();
    }
}
