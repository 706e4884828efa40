using System.Globalization;
using CsvHelper;
using Emblem.Foundation;
using Emblem.Tables;
using static Emblem.Tables.CsvTable;

namespace Emblem.Acquisition;

/// <summary>
/// What became of every address of a list: kept as <c>manifest.csv</c> beside the pictures, so that each file leads back to its address and
/// a second run fetches only what is missing.
/// </summary>
/// <param name="Records">One an address, in the order of the list.</param>
public sealed record DownloadManifest(IReadOnlyList<DownloadRecord> Records)
{
    /// <summary><inheritdoc cref="DownloadManifest" path="/param[@name='Records']/node()"/></summary>
    public IReadOnlyList<DownloadRecord> Records { get; init => field = Listing.Of(value); } = Listing.Of(Records);

    /// <summary>The file's name.</summary>
    public const string FileName = ReportFiles.Manifest;

    private static readonly string[] Columns =
    [
        "index", "url", "final_url", "status", "outcome", "file", "bytes", "sha256", "content_type", "width", "height", "milliseconds",
        "attempts", "reason",
    ];

    private static readonly (DownloadOutcome Outcome, string Name)[] Outcomes =
    [
        (DownloadOutcome.Downloaded, "downloaded"), (DownloadOutcome.Failed, "failed"),
        (DownloadOutcome.NotAPicture, "not-a-picture"), (DownloadOutcome.Cancelled, "cancelled"),
    ];

    // How the table calls a line of the list that was not asked for.
    private const string LeftOutName = "left-out";
    private const int LongestText = 200;

    /// <summary>Pictures that were there before this run and were not asked for; 0 in a manifest that was read from a file.</summary>
    public int AlreadyThere { get; init; }

    /// <summary>
    /// Lines of the list that were not asked for, and why. In the file they follow as rows whose outcome is <c>left-out</c>, without an index, with what
    /// stands there as their address, cut after 200 characters: lists from search pages hold whole pictures as addresses.
    /// </summary>
    public IReadOnlyList<UrlProblem> LeftOut { get; init => field = Listing.Of(value); } = Listing.Of<UrlProblem>([]);

    /// <summary>How many ended so.</summary>
    public int Count(DownloadOutcome outcome) => Records.Count(record => record.Outcome == outcome);

    /// <summary>The manifest of a folder, or an empty one where there is none.</summary>
    /// <exception cref="EmblemException">The file is there and is not a manifest.</exception>
    public static DownloadManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new DownloadManifest([]);
        try
        {
            ILookup<bool, object> rows = CsvTable.Read(path, Row).ToLookup(row => row is DownloadRecord);
            return new DownloadManifest([.. rows[true].Cast<DownloadRecord>()]) { LeftOut = [.. rows[false].Cast<UrlProblem>()] };
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} is not a manifest of downloads: {fault.Message} Move it away to begin anew.", fault);
        }
    }

    /// <summary>
    /// Writes the manifest into a folder, atomically. No cell of a downloader's row begins with a character that a spreadsheet takes for a
    /// formula, so none is escaped and every row reads back as it was; a line that was left out and begins with one gets an apostrophe before it.
    /// </summary>
    public void Write(string folder) => CsvTable.Write(Path.Combine(folder, FileName), Columns, csv =>
    {
        foreach (DownloadRecord r in Records)
        {
            csv.WriteRecord(
                Text(r.Index), r.Url, r.FinalUrl, Text(r.Status), Name(r.Outcome), r.File, Text(r.Bytes), r.Sha256, r.ContentType,
                Text(r.Width), Text(r.Height), Text(r.Milliseconds), Text(r.Attempts), r.Reason);
        }

        foreach (UrlProblem line in LeftOut)
            csv.WriteRecord("", Shown(line.Text), "", "", LeftOutName, "", "0", "", "", "", "", "0", "0", $"line {line.Line}: {line.Reason}");
    });

    /// <summary>As the manifest spells it.</summary>
    internal static string Name(DownloadOutcome outcome) => Outcomes.First(known => known.Outcome == outcome).Name;

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Records.Count, "address", "addresses")}: "
        + string.Join(", ", Outcomes.Select(known => $"{ValueText.Count(Count(known.Outcome))} {known.Name}"))
        + $"; {ValueText.Count(LeftOut.Count, "line")} left out, {ValueText.Count(AlreadyThere, "picture")} there already";

    /// <summary>What stands in a list can be anything, a formula too.</summary>
    internal static string Shown(string text)
    {
        string start = text.Length <= LongestText ? text : $"{text[..LongestText]}…";
        return start is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{start}" : start;
    }

    /// <summary>A record, or a line that was left out.</summary>
    private static object Row(CsvReader csv) => csv.GetString("outcome") == LeftOutName ? ReadLine(csv) : ReadRow(csv);

    private static UrlProblem ReadLine(CsvReader csv)
    {
        string[] said = csv.GetString("reason").Split(": ", 2);
        return new UrlProblem(int.Parse(said[0].Replace("line ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), csv.GetString("url"), said[^1]);
    }

    private static DownloadRecord ReadRow(CsvReader csv) => new()
    {
        Index = Number(csv, "index") ?? 0,
        Url = csv.GetString("url"),
        FinalUrl = csv.GetString("final_url"),
        Status = Number(csv, "status"),
        Outcome = Outcomes.First(known => known.Name == csv.GetString("outcome")).Outcome,
        File = csv.GetString("file"),
        Bytes = LongNumber(csv, "bytes"),
        Sha256 = csv.GetString("sha256"),
        ContentType = csv.GetString("content_type"),
        Width = Number(csv, "width"),
        Height = Number(csv, "height"),
        Milliseconds = LongNumber(csv, "milliseconds"),
        Attempts = Number(csv, "attempts") ?? 0,
        Reason = csv.GetString("reason"),
    };
}
