using System.Globalization;
using Emblem.Foundation;
using Emblem.Tables;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// What the trainings of a cross-validation made of the pictures that each had not seen, as <see cref="RunFolder.FoldPredictions"/> keeps it: a row a picture, with
/// a group that copies of one share, and a column a class: probabilities as they were computed, at the temperature 1.
/// </summary>
internal static class FoldPredictions
{
    private static readonly string[] Columns = ["fold", "group"];

    /// <summary>Writes it, atomically.</summary>
    public static void Write(RunFolder folder, CrossValidationResult found) => ScoredTable.Write(
        folder.FoldPredictions, Columns, found.Classes, found.Names.Select((name, i) => ScoredTable.Row.Of(name, found.Scored, i, CsvTable.Text(found.FoldOf[i]), CsvTable.Text(found.GroupOf[i]))));

    /// <summary>Reads it back. Scores of folds count what was trained on nowhere, as the table does not say it.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="seed">The run's.</param>
    /// <exception cref="EmblemException">The run had no folds, or the table is damaged.</exception>
    public static CrossValidationResult Read(RunFolder folder, long seed)
    {
        string path = folder.FoldPredictions;
        if (!File.Exists(path))
            throw new EmblemException($"There is no '{path}': the run had no cross-validation. Train with folds to have one, such as --folds 5.");
        (IReadOnlyList<string> classes, IReadOnlyList<ScoredTable.Row> rows) = ScoredTable.Read(path, Columns);
        float[] losses = [.. rows.Select(row => -MathF.Log(Math.Max(row.Probabilities[row.Label], float.Epsilon)))];
        var scored = new ScoredBatch(classes.Count, [.. rows.SelectMany(row => row.Probabilities)], [.. rows.Select(row => row.Label)], losses);
        int[] groupOf = [.. rows.Select(row => Number(row, 1))];
        return new CrossValidationResult([], CrossValidationResult.Pool(scored, groupOf, seed), [.. rows.Select(row => row.Name)], scored)
        {
            Classes = classes,
            FoldOf = [.. rows.Select(row => Number(row, 0))],
            GroupOf = groupOf,
        };

        int Number(ScoredTable.Row row, int place) => int.TryParse(row.Others[place], CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new EmblemException($"{path} is damaged: '{row.Others[place]}' is no {Columns[place]}");
    }
}
