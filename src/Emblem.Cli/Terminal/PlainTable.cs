using System.Globalization;

namespace Emblem.Cli.Terminal;

/// <summary>A table as lines of aligned text, two spaces between columns.</summary>
internal static class PlainTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headers.Select((header, column) => rows.Select(row => row[column].Length).Append(header.Length).Max())];
        bool[] right = [.. headers.Select((_, column) => IsNumeric(rows, column))];
        yield return Join(headers, widths, right);
        yield return Join([.. widths.Select(width => new string('-', width))], widths, right);
        foreach (IReadOnlyList<string> row in rows)
            yield return Join(row, widths, right);
    }

    /// <summary>True when every cell of the column is a number, a percentage included.</summary>
    public static bool IsNumeric(IReadOnlyList<IReadOnlyList<string>> rows, int column) => rows.Count > 0 && rows.All(
        row => double.TryParse(row[column].AsSpan().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static string Join(IReadOnlyList<string> cells, int[] widths, bool[] right) => string.Join(
        "  ", cells.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
}
