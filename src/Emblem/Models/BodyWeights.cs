using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A file of weights for an architecture's body; a classifier in the same file is left aside.</summary>
/// <param name="Path">The file: published names, or one that Emblem or fast.ai saved.</param>
/// <param name="Architecture">What it fits.</param>
/// <param name="Origin">Where it came from, in a few words without a path: goes into saved models.</param>
public sealed record BodyWeights(string Path, Architecture Architecture, string Origin)
{
    internal void LoadInto(FeatureExtractor body)
    {
        using WeightsFile file = FastAiNames.Open(Path);
        StateDictionary.Load(body, file);
    }
}
