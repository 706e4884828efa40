using System.Collections;
using System.Globalization;
using CsvHelper;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Data;

/// <summary>
/// What somebody decided of suspect labels, as a table that a spreadsheet opens: <c>picture_file,label,suggested_label,score,reason,action,new_label</c>, the most
/// suspect first. <c>action</c> is empty, <c>keep</c>, <c>relabel</c> or <c>remove</c>. Pictures are never changed: a training is told of the decisions.
/// </summary>
/// <param name="lines">In their order.</param>
public sealed class Corrections(IReadOnlyList<Correction> lines) : IReadOnlyList<Correction>
{
    /// <summary>What the file is called where nobody names it.</summary>
    public const string UsualName = "corrections.csv";

    /// <summary>The heading.</summary>
    internal static IReadOnlyList<string> Columns { get; } = ["picture_file", "label", "suggested_label", "score", "reason", "action", "new_label"];

    /// <summary>What notes call them: the file's own name.</summary>
    internal string Name { get; init; } = "corrections";

    /// <inheritdoc/>
    public int Count => lines.Count;

    /// <summary>A line, from 0.</summary>
    public Correction this[int index] => lines[index];

    /// <summary>Those that something was decided of.</summary>
    public Corrections Decided => Only(line => line.Action != CorrectionAction.None);

    /// <summary>How many lines have nothing decided.</summary>
    public int Open => lines.Count(line => line.Action == CorrectionAction.None);

    /// <summary>
    /// Reads a file that <see cref="Write"/> wrote and a person filled in, also one that a spreadsheet saved with semicolons. Only <c>picture_file</c> and
    /// <c>label</c> must be there; further columns and blank rows are passed over.
    /// </summary>
    /// <exception cref="EmblemException">No such file, no such table, or a decision that is none; the message names the line.</exception>
    public static Corrections Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no '{path}'. Write one with 'emblem review RUN --csv {path}', and fill in the column 'action'.");
        try
        {
            int line = 1;
            Correction[] rows = [.. CsvTable.Read(path, csv => ReadRow(csv, ++line)).OfType<Correction>()];
            RequireOneDecision(rows);
            return new Corrections(rows) { Name = Path.GetFileName(path) };
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} is no table of corrections: {fault.Message}", fault);
        }
    }

    /// <summary>Writes it, atomically.</summary>
    public void Write(string path) => CsvTable.Write(path, Columns, csv =>
    {
        foreach (Correction line in lines)
            csv.WriteRecord([.. Cells(line)]);
    });

    /// <summary>
    /// Changes a file: reads it (none is an empty one), and writes what becomes of it. Of several programs that do so at once, such as the page, a review and another
    /// page, none loses what another decided.
    /// </summary>
    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="change">From what is there to what shall be.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="EmblemException">As <see cref="Read"/> says; the file stays as it is.</exception>
    public static Corrections Update(string path, Func<Corrections, Corrections> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using IDisposable? held = CorrectionsLock.Take(path);
        Corrections changed = change(File.Exists(path) ? Read(path) : new Corrections([]));
        changed.Write(path);
        return changed;
    }

    /// <summary>
    /// The same with further decisions. One on a picture that has a line goes into it, whose suggestion, score and reason stay; others are added at the end. A decision
    /// <see cref="CorrectionAction.None"/> takes an earlier one back, and the line too where it says nothing else.
    /// </summary>
    /// <param name="decisions">At most one a picture counts, the last.</param>
    public Corrections With(IEnumerable<Correction> decisions)
    {
        var decided = new Dictionary<string, Correction>(StringComparer.Ordinal);
        foreach (Correction decision in decisions)
            decided[decision.PictureFile] = decision;
        var there = lines.Select(line => line.PictureFile).ToHashSet(StringComparer.Ordinal);
        Correction[] changed =
        [
            .. lines.Select(line => decided.GetValueOrDefault(line.PictureFile) is { } decision ? line with { Label = decision.Label, Action = decision.Action, NewLabel = decision.NewLabel } : line),
            .. decided.Values.Where(decision => !there.Contains(decision.PictureFile)),
        ];
        return new Corrections([.. changed.Where(line => line.Action != CorrectionAction.None || line.Says || !decided.ContainsKey(line.PictureFile))]) { Name = Name };
    }

    /// <summary>What a line is in the table, in the order of the columns.</summary>
    internal static IReadOnlyList<string> Cells(Correction line) =>
    [
        line.PictureFile,
        line.Label,
        line.SuggestedLabel ?? "",
        line.Score?.ToString("0.####", CultureInfo.InvariantCulture) ?? "",
        line.Reason,
        line.Action == CorrectionAction.None ? "" : WordOf(line.Action),
        line.NewLabel ?? "",
    ];

    /// <summary>Some of them.</summary>
    internal Corrections Only(Func<Correction, bool> isWanted) => new([.. lines.Where(isWanted)]) { Name = Name };

    /// <inheritdoc/>
    public IEnumerator<Correction> GetEnumerator() => lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many of each kind.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} corrections: {Of(CorrectionAction.Relabel)} relabelled, {Of(CorrectionAction.Remove)} removed, {Of(CorrectionAction.Keep)} kept, {Open} open");

    private int Of(CorrectionAction action) => lines.Count(line => line.Action == action);

    private static string WordOf(CorrectionAction action) => action.ToString().ToLowerInvariant();

    /// <summary>A line; null for a blank one, such as spreadsheets leave at the end.</summary>
    /// <exception cref="FormatException">The words make no decision.</exception>
    private static Correction? ReadRow(CsvReader csv, int line)
    {
        string file = csv.GetString(Columns[0]);
        if (string.IsNullOrWhiteSpace(file))
            return null;
        return Decide(
            new Correction(file, csv.GetString(Columns[1]))
            {
                SuggestedLabel = CsvTable.Optional(csv, Columns[2]),
                Score = double.TryParse(CsvTable.Optional(csv, Columns[3])?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double score) ? score : null,
                Reason = CsvTable.Optional(csv, Columns[4]) ?? "",
                NewLabel = CsvTable.Optional(csv, Columns[6]),
            },
            CsvTable.Optional(csv, Columns[5]),
            line);
    }

    /// <exception cref="FormatException">The words make no decision.</exception>
    private static Correction Decide(Correction row, string? word, int line)
    {
        CorrectionAction action = word is null ? CorrectionAction.None
            : Enum.GetValues<CorrectionAction>().Skip(1).FirstOrDefault(known => WordOf(known).Equals(word, StringComparison.OrdinalIgnoreCase));
        if (word is not null && action == CorrectionAction.None)
            throw new FormatException($"line {line} has the action '{word}'; keep, relabel, remove or nothing was expected");
        if (action != CorrectionAction.Relabel && row.NewLabel is not null)
            throw new FormatException($"line {line} has the new label '{row.NewLabel}' and {(word is null ? "no action" : $"the action '{word}'")}; write 'relabel' beside it, or take it out");
        if (action == CorrectionAction.Relabel && row.NewLabel is null && row.SuggestedLabel is null)
            throw new FormatException($"line {line} is to be relabelled, and neither 'new_label' nor 'suggested_label' says how");
        return row with { Action = action };
    }

    /// <exception cref="FormatException">Two lines of one picture decide differently.</exception>
    private static void RequireOneDecision(IReadOnlyList<Correction> rows)
    {
        foreach (IGrouping<string, Correction> of in rows.Where(row => row.Action != CorrectionAction.None).GroupBy(row => row.PictureFile, StringComparer.Ordinal))
        {
            if (of.Select(row => row.Corrected).Distinct().Count() > 1)
                throw new FormatException($"'{of.Key}' has two decisions: {string.Join("; ", of)}");
        }
    }
}
