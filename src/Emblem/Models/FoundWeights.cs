using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>A file of weights in a place.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Published">What it must be by its hash; null where its name promises nothing.</param>
internal sealed record FoundWeights(string Path, WeightsPlace Place, PublishedFile? Published)
{
    /// <summary>Whether other programs put files there: those are passed over when damaged, Emblem's own are an error.</summary>
    public bool IsForeign => Place.Naming is WeightsNaming.Published or WeightsNaming.Snapshots;

    /// <summary>Whether the hash is right, or there is none to check.</summary>
    public bool IsWhole() => Published is null || Published.Accepts(CheckedFiles.Sha256Of(Path));

    /// <summary>For these weights: checks the hash and the network.</summary>
    /// <exception cref="EmblemException">Damaged, or another network's; the message says how to get it anew.</exception>
    public BodyWeights Open(PublishedWeights weights)
    {
        if (!IsWhole())
        {
            throw new EmblemException(
                $"{Path} is damaged: its sha256 is {CheckedFiles.Sha256Of(Path)}, expected {Published!.Sha256}… "
                + $"Delete it and get it anew with 'emblem weights fetch {weights.Name}'.");
        }

        try
        {
            return PretrainedWeights.FromFile(Path, weights.Architecture) with { Origin = $"imagenet, {System.IO.Path.GetFileName(Path)}" };
        }
        catch (EmblemException fault) when (Place.Naming != WeightsNaming.Free)
        {
            throw new EmblemException($"{fault.Message} Delete it and get it anew with 'emblem weights fetch {weights.Name}'.", fault);
        }
    }
}
