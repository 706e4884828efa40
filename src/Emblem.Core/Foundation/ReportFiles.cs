namespace Emblem.Foundation;

/// <summary>
/// Names of what Emblem writes beside pictures. Stated below all folders: who reads a folder of pictures passes over what folders of higher ranks
/// write there.
/// </summary>
internal static class ReportFiles
{
    /// <summary>What became of every address.</summary>
    public const string Manifest = "manifest.csv";

    /// <summary>What verification found.</summary>
    public const string Verification = "verification.csv";

    /// <summary>Pairs of pictures that are alike.</summary>
    public const string Duplicates = "duplicates.csv";

    /// <summary>How the files begin that a download needs to go on.</summary>
    public const string DownloadWork = ".manifest.";

    /// <summary>A folder: originals of pictures that were written anew in place.</summary>
    public const string Originals = "_originals";

    /// <summary>A folder: files that verification took out.</summary>
    public const string SetAside = "_set-aside";

    /// <summary>A folder: pictures of duplicates.</summary>
    public const string DuplicateSheets = "_duplicates";

    /// <summary>A folder: what a verification needs to go on after a kill.</summary>
    public const string VerificationWork = ".verify";
}
