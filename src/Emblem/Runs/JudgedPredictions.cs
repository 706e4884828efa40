using System.Globalization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// What a run's saved model made of the pictures that judged it, as <see cref="RunFolder.Predictions"/> keeps it, so that nobody has to ask it again: a row a
/// picture of validation and test, with its set, its length in bytes, its loss, and a column a class at the model's own temperature.
/// </summary>
/// <param name="folder">The run's.</param>
/// <param name="nameOf">What the run calls a picture.</param>
internal sealed class JudgedPredictions(RunFolder folder, Func<LabelledImage, string> nameOf)
{
    private static readonly string[] Columns = ["set", "bytes", "loss"];

    private ILookup<string, ScoredTable.Row>? _rows;

    /// <summary>Writes it, atomically.</summary>
    /// <param name="classes">In the order of their numbers.</param>
    /// <param name="sets">Pictures and what was made of them, in the same order.</param>
    public void Write(IReadOnlyList<string> classes, params (JudgedPictures Set, IReadOnlyList<LabelledImage> Items, ScoredBatch Scored)[] sets) => ScoredTable.Write(
        folder.Predictions,
        Columns,
        classes,
        sets.SelectMany(set => set.Items.Select((item, i) => ScoredTable.Row.Of(nameOf(item), set.Scored, i, set.Set.Name, Bytes(item), ScoredTable.Text(set.Scored.Losses[i])))));

    /// <summary>
    /// The answers of then; null where they are of other pictures, labels or classes, or of another model: one that was saved since answers for itself.
    /// </summary>
    /// <param name="set">Which.</param>
    /// <param name="classes">In the order of their numbers.</param>
    /// <param name="items">The pictures of now.</param>
    public ScoredBatch? Of(JudgedPictures set, IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items)
    {
        _rows ??= Read(classes);
        ScoredTable.Row[] rows = [.. _rows[set.Name]];
        if (!rows.Select(row => (row.Name, row.Label, row.Others[1])).SequenceEqual(items.Select(item => (nameOf(item), item.Label, Bytes(item)))))
            return null;
        return Scored(classes, rows);
    }

    /// <summary>All rows as they are.</summary>
    /// <exception cref="EmblemException">The table is damaged.</exception>
    public static (IReadOnlyList<string> Classes, IReadOnlyList<ScoredTable.Row> Rows) ReadAll(RunFolder folder) => ScoredTable.Read(folder.Predictions, Columns);

    /// <summary>Rows as a batch.</summary>
    public static ScoredBatch Scored(IReadOnlyList<string> classes, ScoredTable.Row[] rows) => new(
        classes.Count, [.. rows.SelectMany(row => row.Probabilities)], [.. rows.Select(row => row.Label)], [.. rows.Select(row => ScoredTable.Number(row.Others[2]))]);

    private ILookup<string, ScoredTable.Row> Read(IReadOnlyList<string> classes)
    {
        IReadOnlyList<ScoredTable.Row> rows = [];
        if (File.Exists(folder.Predictions) && File.GetLastWriteTimeUtc(folder.Best) <= File.GetLastWriteTimeUtc(folder.Predictions))
        {
            try
            {
                (IReadOnlyList<string> known, IReadOnlyList<ScoredTable.Row> all) = ReadAll(folder);
                rows = known.SequenceEqual(classes, StringComparer.Ordinal) ? all : [];
            }
            catch (EmblemException)
            {
                // The model is there to be asked: a damaged table costs time and nothing else.
            }
        }

        return rows.ToLookup(row => row.Others[0], StringComparer.Ordinal);
    }

    private static string Bytes(LabelledImage item) => new FileInfo(item.Path).Length.ToString(CultureInfo.InvariantCulture);
}
