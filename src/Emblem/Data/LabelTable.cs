using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Data;

/// <summary>A table that gives pictures their classes, taken apart; which picture a row means only a folder can tell.</summary>
/// <param name="Rows">In their order.</param>
/// <param name="Path">The file; null for rows of a program.</param>
internal sealed record LabelTable(IReadOnlyList<LabelRow> Rows, string? Path)
{
    private const int Looked = 20;

    // In the order of trying.
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>What a row that may be the heading would say; null where that is known.</summary>
    public LabelRow? Doubtful { get; init; }

    /// <summary>Whether rows say the sets, so that folders do not.</summary>
    public bool HasSets { get; init; }

    /// <summary>What was guessed, as sentences without their ends.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the table is called in messages.</summary>
    public string Name => Path is null ? "the table" : System.IO.Path.GetFileName(Path);

    /// <summary>Reads a file: CSV with commas, semicolons, tabs or bars, in any encoding that <see cref="GivenText"/> knows.</summary>
    /// <exception cref="EmblemException">No such file, no table, a column that is not there or cannot be told, or a word that names no set.</exception>
    public static LabelTable Read(string path, LabelTableOptions options)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no table of labels '{path}'. Give a CSV file with a column of files and one of labels.");
        var text = GivenText.Read(path);
        try
        {
            return Read(text, System.IO.Path.GetFullPath(path), options);
        }
        catch (EmblemException fault)
        {
            throw new EmblemException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Rows of a program.</summary>
    public static LabelTable Of(IEnumerable<LabelRow> rows)
    {
        LabelRow[] all = [.. rows.Select((row, i) => row with { Number = i + 1 })];
        return new LabelTable(all, null) { HasSets = all.Any(row => row.Set != FolderSet.None) };
    }

    /// <summary>Where a row stands.</summary>
    public string Place(LabelRow row) => Path is null ? $"row {row.Number}" : $"line {row.Number}";

    private static LabelTable Read(GivenText given, string path, LabelTableOptions options)
    {
        (int Number, string Text)[] records = [.. Records(given.Text)];
        char separator = SeparatorOf(given.Text, records);
        (int Number, IReadOnlyList<string> Cells)[] rows = [.. records.Select(record => (record.Number, CsvTable.Cells(record.Text, separator) ?? [record.Text]))];
        if (rows.Length == 0 || rows[0].Cells.Count < 2)
            throw new EmblemException("A table of labels has a column of files and one of labels, parted by commas, semicolons or tabs; its first line has fewer.");
        var columns = LabelColumns.Find([.. rows.Select(row => row.Cells)], options);
        LabelRow[] all = [.. rows.Skip(columns.HasHeading == false ? 0 : 1).Select(row => Row(columns, row.Number, row.Cells))];
        return new LabelTable(all, path)
        {
            Doubtful = columns.HasHeading is null && SetWords.Read(Cell(rows[0].Cells, columns.Set)) is not null ? Row(columns, rows[0].Number, rows[0].Cells) : null,
            HasSets = columns.Set >= 0,
            Notes = [.. given.Note is { } note ? (string[])[note] : [], .. columns.Notes],
        };
    }

    private static LabelRow Row(LabelColumns columns, int number, IReadOnlyList<string> cells)
    {
        string set = Cell(cells, columns.Set);
        return new LabelRow(Cell(cells, columns.File), Cell(cells, columns.Label), SetWords.Read(set)
            ?? throw new EmblemException($"Line {number} says '{set}' for the set. Expected {SetWords.Known}."))
        { Number = number };
    }

    private static string Cell(IReadOnlyList<string> cells, int column) => column < 0 ? "" : cells.ElementAtOrDefault(column)?.Trim() ?? "";

    private static IEnumerable<(int Number, string Text)> Records(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int number = i + 1;
            if (!string.IsNullOrWhiteSpace(lines[i]) && !(i == 0 && IsSeparatorLine(lines[i])))
                yield return (number, CsvTable.Record(lines, ref i));
        }
    }

    private static char SeparatorOf(string text, IReadOnlyList<(int Number, string Text)> records)
    {
        string first = text.Split('\n')[0].Trim();
        return IsSeparatorLine(first) ? first[^1] : Separators.FirstOrDefault(
            separator => records.Take(Looked).All(record => CsvTable.Cells(record.Text, separator) is { Count: > 1 }), Separators[0]);
    }

    /// <summary>What tells Excel how cells are parted.</summary>
    private static bool IsSeparatorLine(string line) => line.Trim() is { Length: 5 } said && said.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
