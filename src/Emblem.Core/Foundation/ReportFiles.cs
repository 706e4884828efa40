namespace Emblem.Foundation;

/// <summary>
/// Names of the tables that Emblem writes beside pictures. Stated below all folders: verification leaves a duplicate report alone that a folder of
/// a higher rank writes.
/// </summary>
internal static class ReportFiles
{
    /// <summary>What became of every address.</summary>
    public const string Manifest = "manifest.csv";

    /// <summary>What verification found.</summary>
    public const string Verification = "verification.csv";

    /// <summary>Pairs of pictures that are alike.</summary>
    public const string Duplicates = "duplicates.csv";

    /// <summary>All of them: no file of one of these names is a picture.</summary>
    public static IReadOnlyList<string> All { get; } = [Manifest, Verification, Duplicates];
}
