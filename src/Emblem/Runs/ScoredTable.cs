using System.Globalization;
using CsvHelper;
using Emblem.Foundation;
using Emblem.Tables;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// Predictions of pictures as a run keeps them: a row a picture, with its name, its label, what else is known of it, and its probability of each class, to the bit.
/// </summary>
internal static class ScoredTable
{
    private static readonly string[] Leading = ["picture_file", "label"];

    /// <summary>Writes one, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="others">The columns between the label and the classes.</param>
    /// <param name="classes">Their names, which may be anything.</param>
    /// <param name="rows">In order.</param>
    public static void Write(string path, string[] others, IReadOnlyList<string> classes, IEnumerable<Row> rows) => CsvTable.Write(path, [.. Leading, .. others, .. classes], csv =>
    {
        foreach (Row row in rows)
            csv.WriteRecord([row.Name, classes[row.Label], .. row.Others, .. row.Probabilities.Select(Text)]);
    });

    /// <summary>Reads one back. Cells are read by their places: a class may be called as another column is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="others">As it was written with.</param>
    /// <exception cref="EmblemException">It is damaged.</exception>
    public static (IReadOnlyList<string> Classes, IReadOnlyList<Row> Rows) Read(string path, string[] others)
    {
        int before = Leading.Length + others.Length;
        string[]? classes = null;
        try
        {
            IReadOnlyList<Row> rows = CsvTable.Read(path, csv =>
            {
                classes ??= [.. csv.Headers.Skip(before)];
                return Read(csv, classes, before);
            });
            return (classes ?? [], rows);
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>A number, to the bit.</summary>
    public static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What <see cref="Text"/> wrote.</summary>
    public static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private static Row Read(CsvReader csv, string[] classes, int before)
    {
        string label = csv.GetString(1);
        int number = Array.IndexOf(classes, label);
        return new Row(
            csv.GetString(0),
            number >= 0 ? number : throw new FormatException($"the class '{label}' has no column"),
            [.. Enumerable.Range(Leading.Length, before - Leading.Length).Select(csv.GetString)],
            [.. classes.Select((_, i) => Number(csv.GetString(before + i)))]);
    }

    /// <summary>A picture.</summary>
    /// <param name="Name">As the run calls it.</param>
    /// <param name="Label">Its class's number.</param>
    /// <param name="Others">The cells between label and classes.</param>
    /// <param name="Probabilities">One a class.</param>
    public sealed record Row(string Name, int Label, string[] Others, float[] Probabilities)
    {
        /// <summary>A picture of several.</summary>
        public static Row Of(string name, ScoredBatch scored, int i, params string[] others) =>
            new(name, scored.Actual[i], others, [.. Enumerable.Range(0, scored.Classes).Select(label => scored.Probability(i, label))]);
    }
}
