using System.Globalization;
using CsvHelper;
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
    // The columns before those of the classes, whose names may be anything: cells are read by their places.
    private static readonly string[] Columns = ["picture_file", "label", "fold", "group"];

    /// <summary>Writes it, atomically.</summary>
    public static void Write(RunFolder folder, CrossValidationResult found) => CsvTable.Write(folder.FoldPredictions, [.. Columns, .. found.Classes], csv =>
    {
        for (int i = 0; i < found.Names.Count; i++)
        {
            csv.WriteRecord(
            [
                found.Names[i],
                found.Classes[found.Scored.Actual[i]],
                CsvTable.Text(found.FoldOf[i]),
                CsvTable.Text(found.GroupOf[i]),
                .. Enumerable.Range(0, found.Classes.Count).Select(label => found.Scored.Probability(i, label).ToString("R", CultureInfo.InvariantCulture)),
            ]);
        }
    });

    /// <summary>Reads it back. Scores of folds count what was trained on nowhere, as the table does not say it.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="seed">The run's.</param>
    /// <exception cref="EmblemException">The run had no folds, or the table is damaged.</exception>
    public static CrossValidationResult Read(RunFolder folder, long seed)
    {
        string path = folder.FoldPredictions;
        if (!File.Exists(path))
            throw new EmblemException($"There is no '{path}': the run had no cross-validation. Train with folds to have one, such as --folds 5.");
        try
        {
            string[] classes = [];
            IReadOnlyList<Row> rows = CsvTable.Read(path, csv =>
            {
                classes = classes.Length > 0 ? classes : [.. csv.Headers.Skip(Columns.Length)];
                return Row.Of(csv, classes);
            });
            float[] losses = [.. rows.Select(row => -MathF.Log(Math.Max(row.Probabilities[row.Label], float.Epsilon)))];
            var scored = new ScoredBatch(classes.Length, [.. rows.SelectMany(row => row.Probabilities)], [.. rows.Select(row => row.Label)], losses);
            int[] groupOf = [.. rows.Select(row => row.Group)];
            return new CrossValidationResult([], CrossValidationResult.Pool(scored, groupOf, seed), [.. rows.Select(row => row.Name)], scored)
            {
                Classes = classes,
                FoldOf = [.. rows.Select(row => row.Fold)],
                GroupOf = groupOf,
            };
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    private sealed record Row(string Name, int Label, int Fold, int Group, float[] Probabilities)
    {
        public static Row Of(CsvReader csv, string[] classes)
        {
            string name = csv.GetString(1);
            int label = Array.IndexOf(classes, name);
            return new Row(
                csv.GetString(0),
                label >= 0 ? label : throw new FormatException($"the class '{name}' has no column"),
                int.Parse(csv.GetString(Columns.Length - 2), CultureInfo.InvariantCulture),
                int.Parse(csv.GetString(Columns.Length - 1), CultureInfo.InvariantCulture),
                [.. classes.Select((_, i) => float.Parse(csv.GetString(Columns.Length + i), CultureInfo.InvariantCulture))]);
        }
    }
}
