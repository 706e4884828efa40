using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem verify</c> was asked for.</summary>
/// <param name="Folder">Verified with its subfolders.</param>
/// <param name="Into">Where copies go, or null.</param>
/// <param name="InPlace">Puts the folder itself in order.</param>
/// <param name="Options">Limits and size. Without a worker, processes of this program decode.</param>
/// <param name="Report">Where a run that only reports writes its rows, or null.</param>
internal sealed record VerifyRequest(string Folder, string? Into, bool InPlace, VerifyOptions Options, string? Report = null)
{
    /// <summary>The folder that is written to, or null.</summary>
    public string? Output => InPlace ? Folder : Into;

    /// <summary>Where every file's row is afterwards, or null.</summary>
    public string? ReportFile => Output is { } output ? Path.Combine(output, VerificationReport.FileName) : Report;

    /// <summary>Where what else is found goes, beside the rows; null where only the summary is printed.</summary>
    public string? ReportFolder => ReportFile is { } file ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;
}
