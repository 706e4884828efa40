using System.Globalization;
using CsvHelper;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>What verification found: a row for every file, also for those that are no pictures.</summary>
/// <param name="Records">In ordinal order of their paths.</param>
public sealed record VerificationReport(IReadOnlyList<VerificationRecord> Records)
{
    /// <summary>The file's name in the output folder.</summary>
    public const string FileName = "verification.csv";

    private static readonly string[] Columns =
        ["path", "format", "width", "height", "outcome", "reason", "sha256_before", "sha256_after", "bytes", "written"];

    /// <summary>How many ended so.</summary>
    public int Count(VerificationOutcome outcome) => Records.Count(record => record.Outcome == outcome);

    /// <summary>As the report spells it.</summary>
    public static string Name(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Kept => "kept",
        VerificationOutcome.Converted => "converted",
        VerificationOutcome.SetAside => "set-aside",
        _ => "not-a-picture",
    };

    /// <summary>Writes the report as CSV, atomically.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, writer =>
    {
        using CsvWriter csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(Columns);
        foreach (VerificationRecord r in Records)
        {
            csv.WriteRecord(
                r.Path, r.Format, Text(r.Width), Text(r.Height), Name(r.Outcome), r.Reason, r.Sha256Before, r.Sha256After, Text(r.Bytes), r.Written);
        }
    });

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
