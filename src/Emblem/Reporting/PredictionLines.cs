using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>Predictions as JSON lines (UTF-8, an object a line, members as <c>emblem predict --json</c> has them), for programs that read one after the other.</summary>
public static class PredictionLines
{
    /// <summary>Writes the lines atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predictions">In the order of the lines; read once. A file that could not be read keeps its line, without probabilities and with a reason.</param>
    public static void Write(string path, IEnumerable<Prediction> predictions) => AtomicFile.Write(path, stream =>
    {
        foreach (Prediction prediction in predictions)
            PredictionJson.WriteLine(stream, prediction);
    });
}
