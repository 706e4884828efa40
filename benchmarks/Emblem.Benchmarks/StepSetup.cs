using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Models;

namespace Emblem.Benchmarks;

/// <summary>One row of a table of training steps: what it does differently from the baseline.</summary>
/// <param name="Name">What the row is called.</param>
internal sealed record StepSetup(string Name)
{
    public NumericPrecision Precision { get; init; } = NumericPrecision.Single;

    public MemoryLayout Layout { get; init; } = MemoryLayout.ChannelsFirst;

    /// <summary>How 1×1 convolutions are computed; null as training does by itself.</summary>
    public ConvolutionMethod? Pointwise { get; init; }

    public bool FusedOptimizer { get; init; }

    public bool KeepsMemory { get; init; }

    public bool FlushesDenormals { get; init; }

    /// <summary>The first layer group that learns.</summary>
    public int LearnsFrom { get; init; }

    /// <summary>The head trains on what the body made of the pictures once.</summary>
    public bool KeepsFeatures { get; init; }

    public FrozenBatchNorm FrozenNorm { get; init; } = FrozenBatchNorm.Train;
}
