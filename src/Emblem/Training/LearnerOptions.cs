using Emblem.Models;

namespace Emblem.Training;

/// <summary>How a learner is built.</summary>
public sealed record LearnerOptions
{
    /// <summary>
    /// The weights that the body starts with, found by <see cref="PretrainedWeights"/>; with them the body is frozen at first, as fast.ai does.
    /// Without, everything is random and trains.
    /// </summary>
    public BodyWeights? Weights { get; init; }

    /// <summary>fast.ai's <c>bn_final</c>: batch norm over the logits. Off by default; the notebook turns it on.</summary>
    public bool FinalNorm { get; init; }

    /// <summary>Decoupled weight decay per step and unit of rate; fast.ai's 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The seed of random weights and dropout.</summary>
    public long Seed { get; init; } = 1;
}
