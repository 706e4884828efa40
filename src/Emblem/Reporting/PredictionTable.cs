using System.Globalization;
using Emblem.Export;
using Emblem.Tables;

namespace Emblem.Reporting;

/// <summary>Predictions as a CSV file (RFC 4180, UTF-8, probabilities in the shortest form that reads back equal), a row a file.</summary>
public static class PredictionTable
{
    /// <summary>Writes the table atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predictions">In the order of the rows. A file that could not be read keeps its row, without probabilities; a picture that is neither of the classes, or unsure, keeps the most probable one, and has a reason.</param>
    /// <param name="classes">The model's class names: the probability columns.</param>
    /// <param name="columns">Ours or the notebook's.</param>
    public static void Write(
        string path,
        IEnumerable<Prediction> predictions,
        IReadOnlyList<string> classes,
        PredictionColumns columns = PredictionColumns.Named) => CsvTable.Write(path, Heading(classes, columns), csv =>
    {
        foreach ((int row, Prediction prediction) in predictions.Index())
        {
            string[] cells = PredictionCells.Of(prediction);
            csv.WriteRecord(columns == PredictionColumns.Notebook
                ? [row.ToString(CultureInfo.InvariantCulture), .. cells[..(1 + classes.Count)], prediction.Label?.Replace('_', ' ') ?? ""]
                : cells);
        }
    });

    private static string[] Heading(IReadOnlyList<string> classes, PredictionColumns columns) => columns == PredictionColumns.Notebook
        ? ["", "picture_file", .. Enumerable.Range(1, classes.Count).Select(i => $"preds{i}"), "predictions"]
        : PredictionCells.Heading(classes);
}
