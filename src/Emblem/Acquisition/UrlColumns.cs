using CsvHelper;

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
        string[] fields = Fields(record, Separator);
        string label = Field(fields, Label);
        return new UrlLine(number, fields.Length > Url ? Field(fields, Url) : record, label.Length == 0 ? null : label);
    }

    public static string[] Fields(string record, char separator)
    {
        try
        {
            using CsvReader reader = CsvReader.Create(
                new StringReader(record), CsvReaderOptions.Default with { HasHeader = false, Separator = separator });
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        }
        catch (CsvFormatException)
        {
            // An unbalanced quote: the line as it stands is no address, and is reported as that.
            return [record];
        }
    }

    private static int Column(string[] fields, string name) =>
        Array.FindIndex(fields, field => field.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Field(string[] fields, int column) => column < 0 ? "" : fields.ElementAtOrDefault(column)?.Trim() ?? "";
}
