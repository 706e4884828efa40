using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem gather</c> was asked for, and the first half of <c>emblem build</c>.</summary>
/// <param name="Download">The lists, and where originals go.</param>
/// <param name="Verified">Where good copies go.</param>
/// <param name="Options">Limits and size of the copies.</param>
internal sealed record GatherRequest(DownloadRequest Download, string Verified, VerifyOptions Options)
{
    /// <summary>Whether pictures of earlier lists are set aside: off where a folder grows list by list.</summary>
    public bool IsWhole => Options.SetsOthersAside;
}
