using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What came of one class's list, for tables and <c>--json</c>.</summary>
internal sealed record ClassDownload(string Class, int Urls, int Downloaded, int NotAPicture, int Failed)
{
    public static ClassDownload Of(string name, DownloadManifest manifest) => new(
        name,
        manifest.Records.Count,
        manifest.Count(DownloadOutcome.Downloaded),
        manifest.Count(DownloadOutcome.NotAPicture),
        manifest.Count(DownloadOutcome.Failed));
}
