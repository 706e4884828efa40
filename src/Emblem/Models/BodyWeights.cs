using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A file of weights for an architecture's body; a classifier in the same file is left aside.</summary>
/// <param name="Path">The file: published names, one that Emblem or fast.ai saved, or that of <see cref="BoxedWeights"/>.</param>
/// <param name="Architecture">What it fits.</param>
/// <param name="Origin">Where it came from, in a few words without a path: goes into saved models.</param>
public sealed record BodyWeights(string Path, Architecture Architecture, string Origin)
{
    /// <summary>Which of the networks in the file, as it is named behind <c>FILE#</c>; null where it holds one, or the choice is free.</summary>
    public string? Part { get; init; }

    /// <summary>What was taken of the file and what was left aside, in a few words; null where there is nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>How pictures are normalised for these weights: as a saved model says of itself, else as the architecture's published ones want.</summary>
    internal ImageStatistics ReadStatistics()
    {
        using WeightsFile file = WeightsFile.Open(Path);
        return ModelMetadata.IsIn(file) ? ModelMetadata.Read(file).Preprocessing.Statistics : Architecture.Preprocessing.Statistics;
    }

    internal void LoadInto(FeatureExtractor body)
    {
        using NamedWeights opened = PublishedNames.Open(new PartAddress(Path, Part), Architecture);
        StateDictionary.Load(body, opened.File);
    }
}
