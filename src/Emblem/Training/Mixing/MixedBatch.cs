using static TorchSharp.torch;

namespace Emblem.Training.Mixing;

/// <summary>A training batch as a network gets it.</summary>
/// <param name="Inputs">[n, 3, height, width], of the type and memory layout of the batch that was mixed.</param>
/// <param name="Labels">What they show.</param>
internal sealed record MixedBatch(Tensor Inputs, MixedLabels Labels);
