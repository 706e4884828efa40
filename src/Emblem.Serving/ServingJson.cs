using System.Text.Json;

namespace Emblem.Serving;

/// <summary>How the service spells JSON: as all of Emblem.</summary>
internal static class ServingJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
