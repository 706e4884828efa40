using System.Globalization;
using CsvHelper;
using Emblem.Foundation;

namespace Emblem.Tables;

/// <summary>CSV as all of Emblem writes and reads it: RFC 4180, UTF-8, a heading, lines that end in <c>\n</c> on every system.</summary>
internal static class CsvTable
{
    private const char Comma = ',';

    // No heading of ours has one of them in a name, so the heading tells.
    private static readonly char[] Separators = [Comma, ';', '\t'];

    // A stray quote opens a field that nothing closes; looking further for its end would swallow the table.
    private const int LongestRecord = 50;

    /// <summary>Writes a table atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The heading.</param>
    /// <param name="rows">Writes the rows, in their order.</param>
    public static void Write(string path, IReadOnlyList<string> columns, Action<CsvWriter> rows) => AtomicFile.WriteText(path, writer =>
    {
        using CsvWriter csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. columns]);
        rows(csv);
    });

    /// <summary>Reads a table whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="row">Makes something of each row; cells are asked for by their columns' names.</param>
    /// <exception cref="FormatException">It is no such table; the message says why, and names no file.</exception>
    public static IReadOnlyList<T> Read<T>(string path, Func<CsvReader, T> row)
    {
        // Ours is UTF-8 with commas; a spreadsheet may have saved it otherwise since.
        string text = GivenText.Read(path).Text;
        string heading = text.Split('\n', 2)[0];
        try
        {
            using CsvReader csv = Open(text, hasHeader: true, Separators.MaxBy(separator => heading.Count(c => c == separator)));
            var rows = new List<T>();
            while (csv.Read())
                rows.Add(row(csv));
            return rows;
        }
        catch (Exception fault) when (fault is CsvFormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <summary>The cells of one line; null where it cannot be cut into such.</summary>
    public static IReadOnlyList<string>? Cells(string line, char separator)
    {
        try
        {
            using CsvReader csv = Open(line, hasHeader: false, separator);
            return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)] : [];
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    /// <summary>A line of a table that a person gave, and those after it that an open quote makes part of it.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="at">Which; then the last that is part of it.</param>
    public static string Record(IReadOnlyList<string> lines, ref int at)
    {
        int quotes = 0;
        for (int end = at; end < lines.Count && end < at + LongestRecord; end++)
        {
            quotes += lines[end].Count(c => c == '"');
            if (quotes % 2 != 0)
                continue;
            string record = string.Join('\n', lines.Skip(at).Take(end + 1 - at));
            at = end;
            return record;
        }

        return lines[at];
    }

    /// <summary>A number, or an empty cell for none.</summary>
    public static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>What <see cref="Text"/> wrote.</summary>
    /// <exception cref="FormatException">The cell is no number.</exception>
    public static int? Number(CsvReader row, string column) =>
        row.GetString(column) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A cell without the blanks around it; null for an empty one and where the table has no such column.</summary>
    public static string? Optional(CsvReader row, string column) =>
        row.Headers.Contains(column, StringComparer.Ordinal) && row.GetString(column).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A number that is always there.</summary>
    /// <exception cref="FormatException">The cell is no number.</exception>
    public static long LongNumber(CsvReader row, string column) => long.Parse(row.GetString(column), CultureInfo.InvariantCulture);

    private static CsvReader Open(string text, bool hasHeader, char separator) =>
        CsvReader.Create(new StringReader(text), CsvReaderOptions.Default with { HasHeader = hasHeader, Separator = separator });
}
