using System.Globalization;

namespace Emblem.Cli.Terminal;

/// <summary>A table as lines of aligned text, two spaces between columns.</summary>
internal static class PlainTable
{
    private const int AlwaysFits = 40;

    public static IEnumerable<string> Lines(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headers.Select((header, column) => Width(header, rows, column))];
        bool[] right = [.. headers.Select((_, column) => IsNumeric(rows, column))];
        yield return Join(headers, widths, right);
        yield return Join([.. widths.Select(width => new string('-', width))], widths, right);
        foreach (IReadOnlyList<string> row in rows)
            yield return Join(row, widths, right);
    }

    /// <summary>
    /// The widest that a column becomes: what names usually need, or half more than its middle cell has. One very long name would pad every row; so it
    /// pushes the rest of its own away, and is folded on a terminal.
    /// </summary>
    public static int Limit(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        Math.Max(AlwaysFits, rows.Select(row => row[column].Length).Order().ElementAtOrDefault((rows.Count - 1) / 2) * 3 / 2);

    /// <summary>Whether some cell is longer than that.</summary>
    public static bool Overflows(IReadOnlyList<IReadOnlyList<string>> rows, int column)
    {
        int limit = Limit(rows, column);
        return rows.Any(row => row[column].Length > limit);
    }

    private static int Width(string header, IReadOnlyList<IReadOnlyList<string>> rows, int column)
    {
        int limit = Limit(rows, column);
        return rows.Select(row => row[column].Length).Where(length => length <= limit).Append(header.Length).Max();
    }

    /// <summary>True when every cell of the column is a number, a percentage included.</summary>
    public static bool IsNumeric(IReadOnlyList<IReadOnlyList<string>> rows, int column) => rows.Count > 0 && rows.All(
        row => double.TryParse(row[column].AsSpan().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static string Join(IReadOnlyList<string> cells, int[] widths, bool[] right) => string.Join(
        "  ", cells.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
}
