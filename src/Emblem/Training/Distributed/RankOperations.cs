using Emblem.Cluster;
using Emblem.Data;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Training.Distributed;

/// <summary>
/// Carries a forward pass out on some rows of a batch whose others are with other processes: batch norms take the statistics of all, dropout the masks that the whole
/// batch would have, and the way back is marked, so that gradients can leave as soon as they are whole.
/// </summary>
internal sealed class RankOperations(Ranks ranks, bool sharesNorms) : TorchOperations
{
    /// <summary>Which rows are here.</summary>
    public BatchPart Part { get; set; }

    /// <summary>Takes gradients that are whole; null where nobody wants them yet.</summary>
    public GradientBuckets? Buckets { get; set; }

    /// <summary>What went wrong on the way back.</summary>
    public BackwardFaults Faults { get; set; } = new();

    public override Tensor Through(Tensor input, params ReadOnlySpan<Module<Tensor, Tensor>> layers)
    {
        Tensor value = input;
        foreach (Module<Tensor, Tensor> layer in layers)
            value = layer.training ? Learn(value, layer) : layer.call(value);
        return value;
    }

    private Tensor Learn(Tensor value, Module<Tensor, Tensor> layer) => layer switch
    {
        Sequential parts => Through(value, [.. parts.children().Cast<Module<Tensor, Tensor>>()]),
        NormBase norm when sharesNorms => SharedNorm.Of(value, norm, ranks, Part.Share, Faults),
        SeededDropout dropout => dropout.Part(value, Part.First, Part.Of),
        Layer when value.requires_grad && Buckets is { } buckets => layer.call(GradientMark.Of(value, () => Faults.Try(() => buckets.Take(layer)))),
        _ => layer.call(value),
    };
}
