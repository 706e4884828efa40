using System.Text.Json.Nodes;

namespace Emblem.ModelFiles;

/// <summary>
/// The first format of a model's description knew one head, fast.ai v1's, with or without final norm, and of the training only where it
/// started.
/// </summary>
internal static class ModelFormat1
{
    /// <summary>Rewrites a description as the next format says it.</summary>
    public static void Upgrade(JsonObject description, int version)
    {
        description["head"] = new JsonObject { ["kind"] = "fastai", ["final_norm"] = Take(description, "final_norm") };
        description["provenance"] = new JsonObject { ["started_from"] = Take(description, "started_from") };
        description["format_version"] = version;
    }

    private static JsonNode? Take(JsonObject description, string name) => description.Remove(name, out JsonNode? value) ? value : null;
}
