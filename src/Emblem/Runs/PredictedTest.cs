using System.Globalization;
using CsvHelper;
using Emblem.Tables;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// The test pictures that <c>emblem build</c> predicted, read back from their table: they judge the model where they lie in folders of the classes' names. The
/// pictures themselves are the user's, and where they lie no file says.
/// </summary>
internal static class PredictedTest
{
    /// <summary>Null where there is no table, or its pictures have no known class.</summary>
    /// <param name="path">The table.</param>
    /// <param name="classes">The model's.</param>
    public static ReportedSet? Read(string path, IReadOnlyList<string> classes)
    {
        if (!File.Exists(path))
            return null;
        Row[] rows = [.. CsvTable.Read(path, csv => ReadRow(csv, classes))];
        if (rows.Length == 0 || rows.Any(row => row.Label < 0))
            return null;

        // A file that could not be read has no answer, and is wrong.
        float[] none = [.. Enumerable.Repeat(float.NaN, classes.Count)];
        var scored = new ScoredBatch(
            classes.Count,
            [.. rows.SelectMany(row => row.Probabilities ?? none)],
            [.. rows.Select(row => row.Label)],
            [.. rows.Select(row => row.Probabilities is { } found ? -MathF.Log(Math.Max(found[row.Label], float.Epsilon)) : float.NaN)]);
        return ReportedSet.Of("test", classes, [.. rows.Select(row => row.Name)], scored, isOptimistic: false);
    }

    private static Row ReadRow(CsvReader csv, IReadOnlyList<string> classes)
    {
        string name = csv.GetString("picture_file");

        // A table of another model's classes, or with the notebook's columns.
        if (!classes.All(known => csv.Headers.Contains(known, StringComparer.Ordinal)))
            return new Row(name, -1, null);
        string[] cells = [.. classes.Select(csv.GetString)];
        int[] named = [.. Enumerable.Range(0, classes.Count).Where(label => name.StartsWith($"{classes[label]}/", StringComparison.Ordinal))];
        return new Row(name, named.Length == 1 ? named[0] : -1, cells.All(cell => cell.Length > 0) ? [.. cells.Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))] : null);
    }

    private sealed record Row(string Name, int Label, float[]? Probabilities);
}
