using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem download</c> was asked for.</summary>
/// <param name="Lists">URL lists, each of one class or with a column of labels.</param>
/// <param name="Into">The folder that gets one subfolder a class.</param>
/// <param name="Limit">So many addresses of each class.</param>
internal sealed record DownloadRequest(IReadOnlyList<NamedUrlList> Lists, string Into, int Limit)
{
    public DownloadOptions Options { get; init; } = new();
}
