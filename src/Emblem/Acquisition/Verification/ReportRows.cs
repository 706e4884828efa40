using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>Rows that are neither a fresh verdict nor its result.</summary>
internal static class ReportRows
{
    private const string LeftAlone = "left alone, since over half of its class would go";
    private const string Linked = "left alone, since a link to a folder leads to it";
    private const string Gone = "no longer there";

    /// <summary>The row of a file in a class that is left alone.</summary>
    public static VerificationRecord Hold(VerificationRecord record) => record.Outcome == VerificationOutcome.Sidecar ? record : Hold(record, LeftAlone);

    /// <summary>The row of a file that an in-place run may not change.</summary>
    public static VerificationRecord HoldLinked(VerificationRecord record) => Hold(record, Linked);

    /// <summary>
    /// The rows of files that an earlier run found and this one did not: set aside, deleted, or taken away by someone. They stay, so that every
    /// file that ever was has its row.
    /// </summary>
    /// <param name="earlier">The report before.</param>
    /// <param name="folder">The output folder.</param>
    /// <param name="isFound">Whether a row stands for a file that was found now.</param>
    public static IReadOnlyList<VerificationRecord> Carry(VerificationReport earlier, string folder, Func<VerificationRecord, bool> isFound) =>
    [
        .. earlier.Records.Where(record => !isFound(record))
            .Select(record => !record.IsGood || record.Written.Length == 0 || File.Exists(NamedFile.PathOf(folder, record.Written))
                ? record
                : record with { Written = "", Reason = Gone }),
    ];

    private static VerificationRecord Hold(VerificationRecord record, string why) => record with
    {
        Sha256After = record.Outcome == VerificationOutcome.Kept ? record.Sha256After : "",
        Reason = record.Reason.Length == 0 ? why : $"{record.Reason}; {why}",
        Written = "",
    };

    public static VerificationReport ToReport(IEnumerable<VerificationRecord> rows, int decoded) =>
        new([.. rows.OrderBy(row => row.Path, StringComparer.Ordinal)]) { Decoded = decoded };
}
