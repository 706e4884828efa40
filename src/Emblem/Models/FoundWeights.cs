using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>A file of published weights on this machine.</summary>
public sealed record FoundWeights
{
    private readonly WeightsPlace _place;
    private readonly PublishedFile? _published;

    /// <param name="path">The file.</param>
    /// <param name="place">Where it lies.</param>
    /// <param name="published">What it must be by its hash; null where its name promises nothing.</param>
    internal FoundWeights(string path, WeightsPlace place, PublishedFile? published) => (Path, _place, _published) = (path, place, published);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where it lies, in a few words.</summary>
    public string Place => _place.Label;

    /// <summary>Whether other programs put files there: those are passed over when damaged, Emblem's own are an error.</summary>
    internal bool IsForeign => _place.Naming is WeightsNaming.Published or WeightsNaming.Snapshots;

    /// <summary>Whether the hash is right, or there is none to check.</summary>
    public bool IsWhole()
    {
        if (Expected is not { } expected)
            return true;
        string sha256 = CheckedFiles.Sha256Of(Path);
        return HashNote.Read(Path) is null ? _published!.Accepts(sha256) : sha256 == expected;
    }

    private string? Expected => HashNote.Read(Path) ?? _published?.Sha256;

    /// <summary>For these weights: checks the hash and the network.</summary>
    /// <exception cref="EmblemException">Damaged, or another network's; the message says how to get it anew.</exception>
    internal BodyWeights Open(PublishedWeights weights)
    {
        if (!IsWhole())
        {
            throw new EmblemException(
                $"{Path} is damaged: its sha256 is {CheckedFiles.Sha256Of(Path)}, expected {Expected}{(Expected!.Length < ContentHash.Digits ? "…" : "")}. "
                + $"Delete it and get it anew with 'emblem weights fetch {weights.Name}'.");
        }

        // The right hash says all; otherwise the network is compared, which takes a second.
        string origin = $"imagenet, {System.IO.Path.GetFileName(Path)}";
        if (_published is not null && HashNote.Read(Path) is null)
            return new BodyWeights(Path, weights.Architecture, origin);
        try
        {
            return PretrainedWeights.FromFile(Path, weights.Architecture) with { Origin = origin };
        }
        catch (EmblemException fault) when (_place.Naming != WeightsNaming.Free)
        {
            throw new EmblemException($"{fault.Message} Delete it and get it anew with 'emblem weights fetch {weights.Name}'.", fault);
        }
    }
}
