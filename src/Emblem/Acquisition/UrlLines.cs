using Emblem.Tables;

namespace Emblem.Acquisition;

/// <summary>A row of a list's file as it stands there.</summary>
internal sealed record UrlLine(int Number, string Url, string? Label);

/// <summary>Takes a list's text apart. Knows nothing of what makes an address usable.</summary>
internal static class UrlLines
{
    /// <summary>The rows.</summary>
    /// <param name="text">The file's.</param>
    /// <param name="notes">Gets what was guessed.</param>
    /// <param name="hasFiles">Whether lines may name files.</param>
    public static IEnumerable<UrlLine> Read(string text, ICollection<string> notes, bool hasFiles)
    {
        string[] lines = text.Replace("\uFEFF", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n');
        int first = Array.FindIndex(lines, line => !IsPassedOver(line));
        if (first < 0)
            yield break;
        string[] said = [.. lines.Where(line => !IsPassedOver(line)).Select(line => line.Trim())];
        UrlColumns? columns = UrlColumns.Find(said[0], hasFiles) ?? UrlGuess.Find(said) ?? (hasFiles ? UrlGuess.FindFiles(said) : null);
        if ((columns is null ? UrlGuess.Doubt(said) : columns.Note) is { } note)
            notes.Add(note);
        UrlColumns? table = columns is { IsAlone: true } ? null : columns;
        for (int i = columns is { HasHeading: true } ? first + 1 : first; i < lines.Length; i++)
        {
            if (IsPassedOver(lines[i]))
                continue;
            int number = i + 1;
            string record = table is null ? lines[i].Trim() : CsvTable.Record(lines, ref i);
            yield return table is null ? Plain(number, record) : table.Read(number, record);
        }
    }

    /// <summary>Empty lines, remarks, and what tells Excel how fields are parted.</summary>
    private static bool IsPassedOver(string line) => string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#')
        || (line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Trim().Length <= "sep=;".Length);

    /// <summary>Without columns a comma is part of the address.</summary>
    private static UrlLine Plain(int number, string line) =>
        new(number, line.StartsWith('"') ? UrlColumns.Fields(line, ',').FirstOrDefault("").Trim() : line, null);
}
