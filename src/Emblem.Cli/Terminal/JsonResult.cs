using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Emblem.Cli.Terminal;

/// <summary>The object that <c>--json</c> prints: <c>schema_version</c>, <c>command</c>, then the result's members in snake_case; what is no finite number is null.</summary>
internal static class JsonResult
{
    /// <summary>Grows when a member is renamed, removed or changes its meaning; not when one is added.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new FiniteNumberConverter<double>(), new FiniteNumberConverter<float>(), new PredictionConverter() },
    };

    /// <summary>The JSON text.</summary>
    /// <param name="command">The verb, or null when none was recognised.</param>
    /// <param name="result">A record or an anonymous object. Keys of dictionaries, such as class names, stay as they are.</param>
    public static string Write(string? command, object result)
    {
        var document = new JsonObject { ["schema_version"] = SchemaVersion, ["command"] = command };
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(result, Options)!.AsObject())
            document[name] = value?.DeepClone();
        return document.ToJsonString(Options);
    }
}
