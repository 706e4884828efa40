using Emblem.Tables;

namespace Emblem.Acquisition;

/// <summary>Which column of a table of addresses is which.</summary>
/// <param name="Separator">Between fields.</param>
/// <param name="Url">Of the addresses.</param>
/// <param name="Label">Of the classes, or -1.</param>
/// <param name="HasHeading">Whether the first line names them.</param>
/// <param name="Note">What was guessed, as a sentence; null for nothing.</param>
internal sealed record UrlColumns(char Separator, int Url, int Label, bool HasHeading = true, string? Note = null)
{
    /// <summary>A heading of the one column: what follows are plain addresses, in which a comma parts nothing.</summary>
    public bool IsAlone { get; init; }

    /// <summary>What parts fields, in the order of trying. The last is for tables without a heading alone.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', ';', '\t', '|', ' '];

    /// <summary>The columns that a heading names, or null when the line is none.</summary>
    /// <param name="heading">The first line.</param>
    /// <param name="hasFiles">Whether a column of files will do where none of addresses is.</param>
    public static UrlColumns? Find(string heading, bool hasFiles = false) => Separators.SkipLast(1)
        .Select(separator => Named(separator, Fields(heading, separator), hasFiles))
        .FirstOrDefault(columns => columns is not null);

    public UrlLine Read(int number, string record)
    {
        IReadOnlyList<string> fields = Fields(record, Separator);
        string label = Field(fields, Label);
        return new UrlLine(number, fields.Count > Url ? Field(fields, Url) : record, label.Length == 0 ? null : label);
    }

    /// <summary>The cells; a line with an unbalanced quote is one as it stands, which is no address and is reported as that.</summary>
    public static IReadOnlyList<string> Fields(string record, char separator) => CsvTable.Cells(record, separator) ?? [record];

    private static UrlColumns? Named(char separator, IReadOnlyList<string> heading, bool hasFiles)
    {
        IReadOnlyList<int> urls = ColumnNames.Url.In(heading) is { Count: > 0 } addresses ? addresses
            : hasFiles && !heading.Any(cell => cell.Contains("://", StringComparison.Ordinal)) ? ColumnNames.File.In(heading) : [];
        IReadOnlyList<int> labels = ColumnNames.Label.In(heading);
        return urls.Count == 0 ? null : new UrlColumns(separator, urls[0], labels.Count > 0 ? labels[0] : -1)
        {
            IsAlone = heading.Count == 1,
            Note = Choice("addresses", urls) ?? Choice("labels", labels),
        };

        string? Choice(string what, IReadOnlyList<int> columns) => columns.Count < 2 ? null
            : $"its columns {string.Join(" and ", columns.Order().Select(column => $"'{heading[column].Trim()}'"))} could all hold {what}; '{heading[columns[0]].Trim()}' is taken";
    }

    private static string Field(IReadOnlyList<string> fields, int column) => column < 0 ? "" : fields.ElementAtOrDefault(column)?.Trim() ?? "";
}
