using Emblem.Foundation;

namespace Emblem.Training.Losses;

/// <summary>The losses by name, for runs and whoever reads their options.</summary>
public static class LossCatalogue
{
    /// <summary>Plain, or with smoothed labels: the usual one.</summary>
    public const string CrossEntropy = "cross-entropy";

    /// <summary>With the paper's gamma of 2.</summary>
    public const string Focal = "focal";

    /// <summary>All names, the usual one first.</summary>
    public static IReadOnlyList<string> Names { get; } = Listing.Of<string>([CrossEntropy, Focal]);

    /// <summary>A loss.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="smoothing">The share of each label that all classes get; null for none.</param>
    /// <param name="classWeights">How much a picture of each class counts; null for all the same.</param>
    /// <exception cref="EmblemException">No such loss, or one that smooths no labels.</exception>
    public static Loss Create(string name, double? smoothing = null, IReadOnlyList<double>? classWeights = null) => name switch
    {
        CrossEntropy => new CrossEntropy { ClassWeights = classWeights, Smoothing = smoothing ?? 0 },
        Focal when smoothing is null => new FocalLoss { ClassWeights = classWeights },
        Focal => throw new EmblemException($"Labels are smoothed for the loss {CrossEntropy} only; leave the smoothing out for {Focal}."),
        _ => throw new EmblemException($"There is no loss '{name}'; known are {string.Join(", ", Names)}."),
    };
}
