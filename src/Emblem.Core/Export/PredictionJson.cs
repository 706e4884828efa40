using System.Text.Json;

namespace Emblem.Export;

/// <summary>An answer as JSON, wherever one is written: lines of a file, the service, the command. Needs no reflection, so trimmed programs write it too.</summary>
public static class PredictionJson
{
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
