using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>What a table says of a folder's pictures, with a note on each row and each picture that is left over.</summary>
internal sealed class TableLabels(LabelTable table)
{
    private const int Shown = 3;

    private readonly Dictionary<string, LabelRow> _rows = new(StringComparer.Ordinal);
    private readonly List<FolderNote> _notes = [];
    private readonly List<string> _clashes = [];

    /// <summary>Labels a folder.</summary>
    /// <param name="folder">Its pictures.</param>
    /// <param name="namedFrom">The folder that the table's paths lead into; the pictures' own when null.</param>
    /// <param name="first">Other folders whose rows are theirs.</param>
    /// <param name="later">Other folders that the rows left over may be of.</param>
    /// <exception cref="EmblemException">No row names a picture, two rows contradict each other, or there are too few classes.</exception>
    public LabelledImages Label(ImageFolder folder, string? namedFrom = null, IReadOnlyList<PictureLookup>? first = null, IReadOnlyList<PictureLookup>? later = null)
    {
        PictureLookup here = LookIn(folder, namedFrom);
        foreach (LabelRow row in table.Doubtful is { } doubtful && here.Find(doubtful.File).Name is not null ? [doubtful, .. table.Rows] : table.Rows)
        {
            if (IsIn(first, row))
                continue;
            (string? name, string fault) = here.Find(row.File);
            if (name is not null)
                Take(name, row);
            else if (first is null && !IsIn(later, row))
                Note(FolderNoteKind.RowWithoutFile, $"{table.Place(row)}: {row.File}", $"a row of {table.Name} without its picture: {fault}", "put the picture there, or take the row out");
        }

        if (_rows.Count == 0)
            throw Nothing(folder);
        if (_clashes.Count > 0)
            throw new EmblemException($"{table.Name} contradicts itself: {string.Join("; ", _clashes.Take(Shown))}{(_clashes.Count > Shown ? $"; and {_clashes.Count - Shown} more" : "")}. Keep one row for each picture.");
        LabelledImages images = GivenLabels.Label(folder, _rows.ToDictionary(pair => pair.Key, pair => pair.Value.Label), table.HasSets ? name => _rows[name].Set : null, $"has no row in {table.Name}", "add a row, or move it away");
        return images with { Notes = [.. images.Notes.Where(note => !IsTable(folder, note)), .. _notes, .. table.Notes.Select(note => new FolderNote(FolderNoteKind.TableGuess, table.Name, note))] };
    }

    /// <summary>How the table's pictures are found in a folder.</summary>
    public PictureLookup LookIn(ImageFolder folder, string? namedFrom) => new(folder, Path.GetDirectoryName(table.Path), namedFrom);

    private static bool IsIn(IReadOnlyList<PictureLookup>? others, LabelRow row) => others?.Any(other => other.Find(row.File).Name is not null) == true;

    private void Take(string name, LabelRow row)
    {
        if (_rows.TryAdd(name, row))
        {
            if (row.Label.Length > 0 && table.HasSets && row.Set == FolderSet.None)
                Note(FolderNoteKind.TableGuess, table.Place(row), $"'{name}' is of no set, so it teaches like those of the training set", "fill in its set");
            return;
        }

        LabelRow known = _rows[name];
        string? clash = known.Label != row.Label ? $"'{name}' is '{known.Label}' on {table.Place(known)} and '{row.Label}' on {table.Place(row)}"
            : known.Set != row.Set ? $"'{name}' is of two sets on {table.Place(known)} and {table.Place(row)}"
            : null;
        if (clash is not null)
            _clashes.Add(clash);
        else
            Note(FolderNoteKind.RepeatedRow, table.Place(row), $"says of '{name}' what {table.Place(known)} says");
    }

    private void Note(FolderNoteKind kind, string path, string text, string whatToDo = "") => _notes.Add(new FolderNote(kind, path, text, whatToDo));

    /// <summary>The table itself, which often lies beside the pictures, is nothing to be told of.</summary>
    private bool IsTable(ImageFolder folder, FolderNote note) => table.Path is { } path && Path.GetFullPath(folder.PathOf(note.Path)) == path;

    private EmblemException Nothing(ImageFolder folder) => new(
        $"None of the {table.Rows.Count} rows of {table.Name} names a picture in '{folder.Root}'. Rows say {string.Join(", ", table.Rows.Take(Shown).Select(row => $"'{row.File}'"))}; "
        + $"pictures are {string.Join(", ", folder.Names.Take(Shown).Select(name => $"'{name}'"))}. Rows name files below the folder or below the table's own, with or without extension.");
}
