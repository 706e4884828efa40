using Emblem.Tables;

namespace Emblem.Acquisition;

/// <summary>Which column of a table of addresses is which.</summary>
/// <param name="Separator">Between fields.</param>
/// <param name="Url">Of the addresses.</param>
/// <param name="Label">Of the classes, or -1.</param>
internal sealed record UrlColumns(char Separator, int Url, int Label)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The columns that a heading names, or null when the line is none.</summary>
    public static UrlColumns? Find(string heading) => Separators
        .Select(separator => (Separator: separator, Fields: Fields(heading, separator)))
        .Select(found => new UrlColumns(found.Separator, Column(found.Fields, "url"), Column(found.Fields, "label")))
        .FirstOrDefault(columns => columns.Url >= 0);

    public UrlLine Read(int number, string record)
    {
        IReadOnlyList<string> fields = Fields(record, Separator);
        string label = Field(fields, Label);
        return new UrlLine(number, fields.Count > Url ? Field(fields, Url) : record, label.Length == 0 ? null : label);
    }

    /// <summary>The cells; a line with an unbalanced quote is one as it stands, which is no address and is reported as that.</summary>
    public static IReadOnlyList<string> Fields(string record, char separator) => CsvTable.Cells(record, separator) ?? [record];

    private static int Column(IReadOnlyList<string> fields, string name) =>
        Enumerable.Range(0, fields.Count).FirstOrDefault(i => fields[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase), -1);

    private static string Field(IReadOnlyList<string> fields, int column) => column < 0 ? "" : fields.ElementAtOrDefault(column)?.Trim() ?? "";
}
