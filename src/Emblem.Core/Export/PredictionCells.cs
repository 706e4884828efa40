using System.Globalization;

namespace Emblem.Export;

/// <summary>An answer as cells of a table's row, wherever one is written.</summary>
public static class PredictionCells
{
    /// <summary>The columns' names: <c>picture_file</c>, the classes, <c>predictions</c>, <c>novelty</c> (<see cref="Prediction.Novelty"/>; above 1 the picture is neither of the classes), <c>reason</c>.</summary>
    /// <param name="classes">The model's class names.</param>
    /// <exception cref="ArgumentNullException">There are none.</exception>
    public static string[] Heading(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return ["picture_file", .. classes, "predictions", "novelty", "reason"];
    }

    /// <summary>The cells, as many as the heading has. Probabilities have the shortest form that reads back equal, and are empty where the picture could not be read.</summary>
    /// <param name="prediction">The answer.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    public static string[] Of(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return
        [
            prediction.File,
            .. prediction.Probabilities.Count == 0
                ? Enumerable.Repeat("", prediction.Classes.Count)
                : prediction.Probabilities.Select(probability => probability.ToString("R", CultureInfo.InvariantCulture)),
            prediction.Label ?? "",
            prediction.Novelty?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
            prediction.Reason ?? "",
        ];
    }
}
