using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>
/// How a model's weights came about, as far as the program that saved them knew. Holds no date, duration, host name or path, so equal runs
/// give equal files.
/// </summary>
/// <param name="StartedFrom">Where the weights came from before training, in a few words, for example <c>random</c> or <c>imagenet</c>.</param>
public sealed record TrainingProvenance(string StartedFrom)
{
    /// <summary>The fits that led to these weights, in order; empty when nothing was trained.</summary>
    public IReadOnlyList<FitProvenance> Fits { get; init => field = Listing.Of(value); } = Listing.Of<FitProvenance>([]);

    /// <summary>The seed of random weights and dropout, or null when nothing was trained.</summary>
    public long? Seed { get; init; }

    /// <summary>Decoupled weight decay, or null when nothing was trained.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>What frozen batch norms did, <c>train</c>, <c>freeze</c> or <c>freeze_always</c>, or null when nothing was trained.</summary>
    public string? FrozenNorm { get; init; }

    /// <summary>What it was trained and validated on, or null when nothing was trained or the pictures are not known.</summary>
    public PictureProvenance? Pictures { get; init; }

    /// <summary>The version of Emblem that trained or imported, or null in files of format 1.</summary>
    public string? EmblemVersion { get; init; }

    /// <summary>The version of libtorch that computed, or null in files of format 1.</summary>
    public string? TorchVersion { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
