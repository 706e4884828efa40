using CsvHelper;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Tables;
using static Emblem.Tables.CsvTable;

namespace Emblem.Acquisition;

/// <summary>What verification found: a row for every file, also for those that are no pictures.</summary>
/// <param name="Records">In ordinal order of their paths.</param>
public sealed record VerificationReport(IReadOnlyList<VerificationRecord> Records)
{
    /// <summary><inheritdoc cref="VerificationReport" path="/param[@name='Records']/node()"/></summary>
    public IReadOnlyList<VerificationRecord> Records { get; init => field = Listing.Of(value); } = Listing.Of(Records);

    /// <summary>The file's name in the output folder.</summary>
    public const string FileName = ReportFiles.Verification;

    private static readonly string[] Columns =
        ["path", "format", "width", "height", "outcome", "reason", "sha256_before", "sha256_after", "bytes", "written"];

    /// <summary>Files that the run decoded. It is fewer than there are rows where verdicts stood from an earlier run; not part of the file.</summary>
    public int Decoded { get; init; }

    /// <summary>What looks odd about the folder; not part of the file, so empty for a report that was read.</summary>
    public IReadOnlyList<FolderNote> Notes { get; init => field = Listing.Of(value); } = Listing.Of<FolderNote>([]);

    /// <summary>Decides by all files but sidecars, which may lie anywhere.</summary>
    private FolderLayout Layout => field ??= FolderLayout.Of(Records.Where(record => record.Outcome != VerificationOutcome.Sidecar).Select(record => record.Path));

    /// <summary>The class that a file is counted in, with its set as in <c>train/cat</c> where the folders are of a usual layout; empty beside all.</summary>
    public string ClassOf(VerificationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Layout.GroupOf(record.Path);
    }

    /// <summary>How many ended so.</summary>
    public int Count(VerificationOutcome outcome) => Records.Count(record => record.Outcome == outcome);

    /// <summary>As the report spells it.</summary>
    public static string Name(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Kept => "kept",
        VerificationOutcome.Converted => "converted",
        VerificationOutcome.SetAside => "set-aside",
        VerificationOutcome.Sidecar => "sidecar",
        _ => "not-a-picture",
    };

    /// <summary>Writes the report as CSV, atomically.</summary>
    public void Write(string path) => CsvTable.Write(path, Columns, csv =>
    {
        foreach (VerificationRecord r in Records)
        {
            csv.WriteRecord(
                r.Path, r.Format, Text(r.Width), Text(r.Height), Name(r.Outcome), r.Reason, r.Sha256Before, r.Sha256After, Text(r.Bytes), r.Written);
        }
    });

    /// <summary>Reads a report back.</summary>
    /// <exception cref="EmblemException">The file is not a report of a verification.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static VerificationReport Read(string path)
    {
        try
        {
            return new VerificationReport(CsvTable.Read(path, ReadRow));
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} is not a report of a verification: {fault.Message} Move it away to begin anew.", fault);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Records.Count, "file")}: "
        + string.Join(", ", Enum.GetValues<VerificationOutcome>().Select(outcome => $"{ValueText.Count(Count(outcome))} {Name(outcome)}"));

    private static VerificationRecord ReadRow(CsvReader csv) => new()
    {
        Path = csv.GetString("path"),
        Format = csv.GetString("format"),
        Width = Number(csv, "width"),
        Height = Number(csv, "height"),
        Outcome = Enum.GetValues<VerificationOutcome>().First(outcome => Name(outcome) == csv.GetString("outcome")),
        Reason = csv.GetString("reason"),
        Sha256Before = csv.GetString("sha256_before"),
        Sha256After = csv.GetString("sha256_after"),
        Bytes = LongNumber(csv, "bytes"),
        Written = csv.GetString("written"),
    };
}
