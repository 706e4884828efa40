using System.Text.Encodings.Web;
using System.Text.Json;

namespace Emblem.Export;

/// <summary>An answer as JSON, wherever one is written: lines of a file, the service, the command. Needs no reflection, so trimmed programs write it too.</summary>
public static class PredictionJson
{
    // Names of files and classes stay readable: a line is put into no page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object, as UTF-8, and the end of its line.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="prediction">As for <see cref="Write"/>.</param>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static void WriteLine(Stream stream, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using (var json = new Utf8JsonWriter(stream, Plain))
            Write(json, prediction);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes one object: <c>picture_file</c>, <c>path</c>, <c>prediction</c>, <c>probabilities</c> by class, <c>reason</c>, and where the model knows <c>novelty</c>, <c>is_neither</c> and <c>is_unsure</c>.</summary>
    /// <param name="json">Where.</param>
    /// <param name="prediction">One that could not be read has no probabilities, and a reason.</param>
    public static void Write(Utf8JsonWriter json, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(prediction);
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

        if (prediction.Threshold > 0)
            json.WriteBoolean("is_unsure", prediction.IsUnsure);
        json.WriteEndObject();
    }
}
