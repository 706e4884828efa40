using System.Text.Encodings.Web;
using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>Predictions as JSON lines (UTF-8, an object a line, members as <c>emblem predict --json</c> has them), for programs that read one after the other.</summary>
public static class PredictionLines
{
    // Names of files and classes stay readable: nothing here is put into a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the lines atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predictions">In the order of the lines; read once. A file that could not be read keeps its line, without probabilities and with a reason.</param>
    public static void Write(string path, IEnumerable<Prediction> predictions) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, Plain);
        foreach (Prediction prediction in predictions)
        {
            Write(json, prediction);
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    });

    private static void Write(Utf8JsonWriter json, Prediction prediction)
    {
        json.WriteStartObject();
        json.WriteString("picture_file", prediction.File);
        json.WriteString("path", prediction.Path);
        json.WriteString("prediction", prediction.Label);
        json.WriteStartObject("probabilities");
        foreach ((string name, float probability) in prediction.Classes.Zip(prediction.Probabilities))
            json.WriteNumber(name, probability);
        json.WriteEndObject();
        json.WriteString("reason", prediction.Reason);
        if (prediction.Novelty is { } novelty)
        {
            json.WriteNumber("novelty", novelty);
            json.WriteBoolean("is_neither", prediction.IsNeither);
        }

        json.WriteEndObject();
    }
}
