using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emblem.Foundation;

/// <summary>
/// How Emblem spells JSON, in files and between processes: members and enum values in snake_case. What a file needs besides, it adds to a copy:
/// <c>new JsonSerializerOptions(SnakeCaseJson.Options) { WriteIndented = true }</c>.
/// </summary>
internal static class SnakeCaseJson
{
    /// <summary>The spelling and nothing else.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>For files that people read: the same, indented, with the line breaks of one system on all of them.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true, NewLine = "\n" };
}
