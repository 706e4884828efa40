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

    /// <summary>Files that the run decoded. It is fewer than there are rows where verdicts stood from an earlier run; not part of the file.</summary>
    public int Decoded { get; init; }

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

    /// <summary>Reads a report back.</summary>
    /// <exception cref="EmblemException">The file is not a report of a verification.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static VerificationReport Read(string path)
    {
        try
        {
            using CsvReader csv = CsvReader.Create(
                new StringReader(File.ReadAllText(path)), CsvReaderOptions.Default with { HasHeader = true, Separator = ',' });
            var records = new List<VerificationRecord>();
            while (csv.Read())
                records.Add(ReadRow(csv));
            return new VerificationReport(records);
        }
        catch (Exception fault) when (fault is CsvFormatException or KeyNotFoundException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new EmblemException($"{path} is not a report of a verification: {fault.Message} Move it away to begin anew.", fault);
        }
    }

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
        Bytes = long.Parse(csv.GetString("bytes"), CultureInfo.InvariantCulture),
        Written = csv.GetString("written"),
    };

    private static int? Number(CsvReader csv, string column) =>
        csv.GetString(column) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
