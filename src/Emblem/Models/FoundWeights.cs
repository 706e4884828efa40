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
    public bool IsWhole()
    {
        if (Expected is not { } expected)
            return true;
        string sha256 = CheckedFiles.Sha256Of(Path);
        return HashNote.Read(Path) is null ? Published!.Accepts(sha256) : sha256 == expected;
    }

    private string? Expected => HashNote.Read(Path) ?? Published?.Sha256;

    /// <summary>For these weights: checks the hash and the network.</summary>
    /// <exception cref="EmblemException">Damaged, or another network's; the message says how to get it anew.</exception>
    public BodyWeights Open(PublishedWeights weights)
    {
        if (!IsWhole())
        {
            throw new EmblemException(
                $"{Path} is damaged: its sha256 is {CheckedFiles.Sha256Of(Path)}, expected {Expected}{(Expected!.Length < ContentHash.Digits ? "…" : "")}. "
                + $"Delete it and get it anew with 'emblem weights fetch {weights.Name}'.");
        }

        // The right hash says all; otherwise the network is compared, which takes a second.
        string origin = $"imagenet, {System.IO.Path.GetFileName(Path)}";
        if (Published is not null && HashNote.Read(Path) is null)
            return new BodyWeights(Path, weights.Architecture, origin);
        try
        {
            return PretrainedWeights.FromFile(Path, weights.Architecture) with { Origin = origin };
        }
        catch (EmblemException fault) when (Place.Naming != WeightsNaming.Free)
        {
            throw new EmblemException($"{fault.Message} Delete it and get it anew with 'emblem weights fetch {weights.Name}'.", fault);
        }
    }
}
