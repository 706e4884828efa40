using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Export;

namespace Emblem.Cli.Terminal;

/// <summary>An answer in <c>--json</c>, spelled as everywhere.</summary>
internal sealed class PredictionConverter : JsonConverter<Prediction>
{
    public override Prediction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Answers are written, never read.");

    public override void Write(Utf8JsonWriter writer, Prediction value, JsonSerializerOptions options) => PredictionJson.Write(writer, value);
}
