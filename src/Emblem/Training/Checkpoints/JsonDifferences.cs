using System.Text.Json.Nodes;

namespace Emblem.Training.Checkpoints;

/// <summary>Where two JSON values differ, as <c>preprocessing.width</c> with both values.</summary>
internal static class JsonDifferences
{
    /// <summary>The fields of objects one by one, in their order; lists of other things as a whole.</summary>
    /// <param name="one">Its values come first.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="name">What the whole is called; nothing for the fields alone.</param>
    public static IEnumerable<(string Name, string One, string Other)> Between(JsonNode? one, JsonNode? other, string name = "")
    {
        if (JsonNode.DeepEquals(one, other))
            return [];
        return one is JsonObject first && other is JsonObject second
            ? first.Concat(second).Select(field => field.Key).Distinct(StringComparer.Ordinal)
                .SelectMany(key => Between(first[key], second[key], name.Length == 0 ? key : $"{name}.{key}"))
            : [(name, Text(one), Text(other))];
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "none";
}
