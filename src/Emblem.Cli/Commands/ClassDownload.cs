using System.Text.Json.Serialization;
using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What came of one class's list, for tables and <c>--json</c>.</summary>
/// <param name="Class">Its folder's name.</param>
/// <param name="Urls">Addresses asked for.</param>
/// <param name="Downloaded">Of those, with a picture now.</param>
/// <param name="AlreadyThere">Of the pictures, those that an earlier run brought.</param>
/// <param name="NotAPicture">Answered with something else.</param>
/// <param name="Failed">Not answered, or not with a whole body.</param>
/// <param name="LeftOut">Lines of the list that were not asked for.</param>
internal sealed record ClassDownload(string Class, int Urls, int Downloaded, int AlreadyThere, int NotAPicture, int Failed, int LeftOut)
{
    /// <summary>The pictures of this list, by the names of their files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Files { get; init; } = [];

    public static ClassDownload Of(string name, DownloadManifest manifest) => new(
        name,
        manifest.Records.Count,
        manifest.Count(DownloadOutcome.Downloaded),
        manifest.AlreadyThere,
        manifest.Count(DownloadOutcome.NotAPicture),
        manifest.Count(DownloadOutcome.Failed),
        manifest.LeftOut.Count)
    {
        Files = [.. manifest.Records.Where(record => record.Outcome == DownloadOutcome.Downloaded).Select(record => record.File)],
    };
}
