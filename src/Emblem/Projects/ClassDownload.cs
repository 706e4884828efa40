using System.Text.Json.Serialization;
using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>What came of one class's list.</summary>
/// <param name="Class">Its folder's name.</param>
/// <param name="Urls">Addresses asked for.</param>
/// <param name="Downloaded">Of those, with a picture now.</param>
/// <param name="AlreadyThere">Of the pictures, those that an earlier run brought.</param>
/// <param name="NotAPicture">Answered with something else.</param>
/// <param name="Failed">Not answered, or not with a whole body.</param>
/// <param name="LeftOut">Lines of the list that were not asked for.</param>
public sealed record ClassDownload(string Class, int Urls, int Downloaded, int AlreadyThere, int NotAPicture, int Failed, int LeftOut)
{
    /// <summary>A row an address, in the order of the list.</summary>
    [JsonIgnore]
    public IReadOnlyList<DownloadRecord> Records { get; init => field = Listing.Of(value); } = Listing.Of<DownloadRecord>([]);

    /// <summary>The pictures of this list, by the names of their files.</summary>
    internal IReadOnlyList<string> Files => [.. Records.Where(record => record.Outcome == DownloadOutcome.Downloaded).Select(record => record.File)];

    /// <inheritdoc/>
    public override string ToString() => $"{Class}: {ValueText.Count(Downloaded)} pictures of {ValueText.Count(Urls)} addresses, {ValueText.Count(AlreadyThere)} there before";

    internal static ClassDownload Of(string name, DownloadManifest manifest) => new(
        name,
        manifest.Records.Count,
        manifest.Count(DownloadOutcome.Downloaded),
        manifest.AlreadyThere,
        manifest.Count(DownloadOutcome.NotAPicture),
        manifest.Count(DownloadOutcome.Failed),
        manifest.LeftOut.Count)
    {
        Records = manifest.Records,
    };
}
