using System.Globalization;
using Emblem.Acquisition;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Which column of a table of labels is which.</summary>
/// <param name="File">Of the pictures.</param>
/// <param name="Label">Of the classes.</param>
/// <param name="Set">Of the sets, or -1.</param>
/// <param name="HasHeading">Whether the first row names the columns; null where only the folder can tell: a row names a picture there.</param>
internal sealed record LabelColumns(int File, int Label, int Set, bool? HasHeading)
{
    private const int None = -1;
    private const double Most = 0.5;

    /// <summary>What was guessed, as sentences without their ends.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Finds them: as asked for, by the heading, else by what the cells hold.</summary>
    /// <param name="rows">All, with the heading if there is one.</param>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="EmblemException">A column is not there, or which is meant cannot be told.</exception>
    public static LabelColumns Find(IReadOnlyList<IReadOnlyList<string>> rows, LabelTableOptions options)
    {
        IReadOnlyList<string> first = rows[0];
        bool isRow = first.Any(PictureNames.Promises);
        bool isHeading = !isRow && ((ColumnNames[])[ColumnNames.File, ColumnNames.Label, ColumnNames.Set]).Any(names => names.In(first).Count > 0);
        int[] known = [.. ((string?[])[options.FileColumn, options.LabelColumn, options.SetColumn]).Select(asked => asked is null ? None : Asked(first, asked, isRow))];
        bool isNamed = ((string?[])[options.FileColumn, options.LabelColumn, options.SetColumn]).Any(asked => asked is not null && !int.TryParse(asked, out _));
        var notes = new List<string>();
        int set = known[2] >= 0 ? known[2] : SetColumn(rows, isRow, [.. known.Where(column => column >= 0)], notes);
        int file = known[0] >= 0 ? known[0] : FileColumn(rows, isRow, [known[1], set], notes);
        int label = known[1] >= 0 ? known[1] : LabelColumn(first, isRow, [file, set], notes);
        if (file < 0 && label >= 0)
            file = Only(first, [label, set]);
        if (file < 0 || label < 0)
            throw Unclear(first, file < 0 ? ("pictures", "--file-column", nameof(LabelTableOptions.FileColumn)) : ("labels", "--label-column", nameof(LabelTableOptions.LabelColumn)));
        return file == label || file == set || label == set
            ? throw new EmblemException($"One column of the table ('{first[label]}') cannot be two: files, labels and sets each have their own.")
            : new LabelColumns(file, label, set, isNamed || isHeading ? true : isRow ? false : null) { Notes = notes };
    }

    private static int Asked(IReadOnlyList<string> heading, string asked, bool isRow)
    {
        int[] named = isRow ? [] : [.. Enumerable.Range(0, heading.Count).Where(i => heading[i].Trim().Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase))];
        return named.Length > 0 ? named[0]
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= heading.Count ? number - 1
            : throw new EmblemException($"The table has no column '{asked}'; it has {Shown(heading)}{(isRow ? " and no heading" : "")}. Give {(isRow ? "" : "one of these names, or ")}a number from 1 to {heading.Count}.");
    }

    /// <summary>
    /// The one that a heading names, if most of its cells are words of sets: then one that is none is an error, since a misspelled <c>test</c> must not
    /// teach. Without a heading a third column that holds nothing else; classes may be called 0 and 1 too.
    /// </summary>
    private static int SetColumn(IReadOnlyList<IReadOnlyList<string>> rows, bool isRow, int[] taken, List<string> notes)
    {
        int[] columns = [.. (isRow ? Enumerable.Range(0, rows[0].Count) : ColumnNames.Set.In(rows[0])).Except(taken)];
        int[] fitting = [.. columns.Where(column => Share(column) is var share && (isRow ? share == 1 : share > Most))];
        if (!isRow && columns.Length > fitting.Length)
            notes.Add($"column '{rows[0][columns.Except(fitting).First()].Trim()}' holds other words than those of sets, so it is not used");
        return fitting.Length == 0 || (isRow && (rows[0].Count < 3 || fitting.Length > 1)) ? None : Said(fitting[0], rows[0], isRow, "the sets", notes);

        double Share(int column)
        {
            string[] cells = [.. rows.Skip(isRow ? 0 : 1).Select(row => Cell(row, column)).Where(cell => cell.Length > 0)];
            return cells.Length == 0 ? 0 : (double)cells.Count(cell => SetWords.Read(cell) is not null) / cells.Length;
        }
    }

    private static int FileColumn(IReadOnlyList<IReadOnlyList<string>> rows, bool isRow, int[] taken, List<string> notes)
    {
        int[] named = [.. (isRow ? [] : ColumnNames.File.In(rows[0])).Except(taken)];
        int[] promising = [.. Enumerable.Range(0, rows[0].Count).Except(taken).Where(column => rows.Count(row => PictureNames.Promises(Cell(row, column))) > Most * rows.Count)];
        return named.Length > 0 ? Doubt(named, rows[0], "files", notes)
            : promising.Length > 0 ? Said(promising[0], rows[0], isRow, "the files", notes)
            : taken[0] < 0 && Enumerable.Range(0, rows[0].Count).Except(taken).ToArray() is [var first, _] && !ColumnNames.Label.In(rows[0]).Contains(first)
                ? Said(first, rows[0], isRow, "the files", notes)
            : None;
    }

    private static int LabelColumn(IReadOnlyList<string> first, bool isRow, int[] taken, List<string> notes)
    {
        int[] named = [.. (isRow ? [] : ColumnNames.Label.In(first)).Except(taken)];
        if (named.Length > 0)
            return Doubt(named, first, "labels", notes);
        int only = taken[0] < 0 ? None : Only(first, taken);
        return only < 0 ? None : Said(only, first, isRow, "the labels", notes);
    }

    private static int Only(IReadOnlyList<string> first, int[] taken) =>
        Enumerable.Range(0, first.Count).Except(taken).ToArray() is [var only] ? only : None;

    private static int Said(int column, IReadOnlyList<string> first, bool isRow, string what, List<string> notes)
    {
        notes.Add($"column {column + 1}{(isRow ? "" : $" ('{first[column].Trim()}')")} is taken for {what}");
        return column;
    }

    private static int Doubt(int[] columns, IReadOnlyList<string> heading, string what, List<string> notes)
    {
        if (columns.Length > 1)
            notes.Add($"columns {string.Join(" and ", columns.Order().Select(column => $"'{heading[column].Trim()}'"))} could all hold {what}; '{heading[columns[0]].Trim()}' is taken");
        return columns[0];
    }

    private static EmblemException Unclear(IReadOnlyList<string> first, (string What, string Option, string Property) open) => new(
        $"Which column of the table holds the {open.What} is not clear: it has {Shown(first)}. Say it: {open.Option} NAME ({nameof(LabelTableOptions)}.{open.Property}), by name or by number from 1.");

    private static string Cell(IReadOnlyList<string> row, int column) => row.ElementAtOrDefault(column)?.Trim() ?? "";

    private static string Shown(IReadOnlyList<string> heading) => string.Join(", ", heading.Select(name => $"'{name.Trim()}'"));
}
