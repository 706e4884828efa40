using System.Text.RegularExpressions;
using Emblem.Folders;

namespace Emblem.Acquisition;

/// <summary>
/// Finds the columns of a list that does not name them, by where its addresses stand. A comma or semicolon may be part of an address, since many servers
/// keep options behind one; so what only might be a second column is left in the address, and said.
/// </summary>
internal static partial class UrlGuess
{
    private const int Shown = 40;

    /// <summary>The columns, or null for a list of plain addresses.</summary>
    /// <param name="lines">All that stand for something.</param>
    public static UrlColumns? Find(IReadOnlyList<string> lines)
    {
        string[] rows = [.. lines.Where(line => Web().IsMatch(line))];
        if (rows.Length == 0)
            return null;
        bool hasHeading = !lines[0].Contains("://", StringComparison.Ordinal);
        return UrlColumns.Separators.Select(separator => Columns(rows, separator, hasHeading)).FirstOrDefault(columns => columns is not null);
    }

    /// <summary>The same for a list of files: every line a picture's name and a word after it, or before.</summary>
    public static UrlColumns? FindFiles(IReadOnlyList<string> lines) => UrlColumns.Separators.SkipLast(1).Select(separator =>
    {
        IReadOnlyList<string>[] cells = [.. lines.Select(line => UrlColumns.Fields(line, separator))];
        int file = cells[0].Count == 2 ? cells[0].ToList().FindIndex(PictureNames.Promises) : -1;
        return file < 0 || cells.Any(row => row.Count != 2 || !PictureNames.Promises(row[file].Trim()) || PictureNames.Promises(row[1 - file].Trim()))
            ? null
            : new UrlColumns(separator, file, 1 - file, HasHeading: false, $"it has no heading; column {file + 1} is taken for the file, column {2 - file} for the label");
    }).FirstOrDefault(columns => columns is not null);

    /// <summary>What is left in an address though it may be a label; null for nothing of the kind.</summary>
    public static string? Doubt(IReadOnlyList<string> lines)
    {
        Match[] doubtful = [.. lines.Select(line => Tail().Match(line)).Where(match => match.Success)];
        return doubtful.Length == 0 ? null
            : $"'{Shortened(doubtful[0].Groups["tail"].Value)}' after an address is taken for part of it, in {doubtful.Length} of its lines. "
                + "If it is a label, begin the list with the line url,label (or with ; or tabs, as its lines have)";
    }

    private static UrlColumns? Columns(string[] rows, char separator, bool hasHeading)
    {
        IReadOnlyList<string>[] cells = [.. rows.Select(row => UrlColumns.Fields(row, separator))];
        int count = cells[0].Count;
        int url = Enumerable.Range(0, count).FirstOrDefault(column => IsAddress(cells[0][column]), -1);
        if (count < 2 || url < 0 || cells.Any(fields => fields.Count != count || !IsAddress(fields[url])))
            return null;
        bool isSure = separator is '\t' || rows.Zip(cells).All(row => IsSure(row.First, row.Second, url));
        int label = count == 2 ? 1 - url : -1;
        string heading = hasHeading ? "its first line names none of the columns that Emblem knows, url and label" : "it has no heading";
        return !isSure ? null : new UrlColumns(
            separator,
            url,
            label,
            hasHeading,
            $"{heading}; column {url + 1} is taken for the address{(label < 0 ? ", and none for a label" : $", column {label + 1} for the label")}");
    }

    /// <summary>Whether the separator can be no part of the address: it is quoted, or a picture's name ends before it and a word follows.</summary>
    private static bool IsSure(string row, IReadOnlyList<string> cells, int url) => cells.Index()
        .Where(cell => cell.Index != url).All(cell => !cell.Item.AsSpan().ContainsAny("/=&?#"))
        && (row.Contains($"\"{cells[url]}\"", StringComparison.Ordinal) || url > 0 || PictureName().IsMatch(cells[url]));

    private static bool IsAddress(string cell) =>
        cell.AsSpan().Trim().StartsWith("http://", StringComparison.OrdinalIgnoreCase) || cell.AsSpan().Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Shortened(string text) => text.Length <= Shown ? text : $"{text[..Shown]}…";

    [GeneratedRegex("https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    [GeneratedRegex(@"^[^?#]+\.(jpe?g|jpe|png|gif|webp|avif|tiff?|bmp|ico)$", RegexOptions.IgnoreCase)]
    private static partial Regex PictureName();

    [GeneratedRegex(@"^\s*https?://\S+?[,;|\s]+(?<tail>""?[\p{L}][\p{L}\p{M}\s_-]*""?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Tail();
}
