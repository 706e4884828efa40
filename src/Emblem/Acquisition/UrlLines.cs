namespace Emblem.Acquisition;

/// <summary>A row of a list's file as it stands there.</summary>
internal sealed record UrlLine(int Number, string Url, string? Label);

/// <summary>Takes a list's text apart. Knows nothing of what makes an address usable.</summary>
internal static class UrlLines
{
    // A stray quote opens a field that nothing closes; looking further for its end would swallow the list.
    private const int LongestRecord = 50;

    public static IEnumerable<UrlLine> Read(string text)
    {
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        int first = Array.FindIndex(lines, line => !IsPassedOver(line));
        if (first < 0)
            yield break;
        UrlColumns? columns = UrlColumns.Find(lines[first].Trim());
        for (int i = columns is null ? first : first + 1; i < lines.Length; i++)
        {
            if (IsPassedOver(lines[i]))
                continue;
            int number = i + 1;
            string record = columns is null ? lines[i].Trim() : Record(lines, ref i);
            yield return columns is null ? Plain(number, record) : columns.Read(number, record);
        }
    }

    private static bool IsPassedOver(string line) => string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#');

    /// <summary>Without a heading a comma is part of the address: many servers keep options behind one.</summary>
    private static UrlLine Plain(int number, string line) =>
        new(number, line.StartsWith('"') ? UrlColumns.Fields(line, ',').FirstOrDefault("").Trim() : line, null);

    /// <summary>The line, and those after it that an open quote makes part of it.</summary>
    private static string Record(string[] lines, ref int at)
    {
        int quotes = 0;
        for (int end = at; end < lines.Length && end < at + LongestRecord; end++)
        {
            quotes += lines[end].Count(c => c == '"');
            if (quotes % 2 != 0)
                continue;
            string record = string.Join('\n', lines[at..(end + 1)]);
            at = end;
            return record;
        }

        return lines[at];
    }
}
