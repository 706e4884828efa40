using System.Text.Json;

namespace Emblem.Studio.Train;

/// <summary>What <c>emblem train --dry-run</c> says of a run that would be begun.</summary>
/// <param name="Network">By name.</param>
/// <param name="Weights">Where it would start.</param>
/// <param name="Recipe">Its name.</param>
/// <param name="Stages">Its steps.</param>
/// <param name="Classes">The pictures of each class.</param>
/// <param name="Warnings">What looks odd.</param>
public sealed record Expectation(
    string Network, string Weights, string Recipe, IReadOnlyList<string> Stages, IReadOnlyList<ExpectedClass> Classes, IReadOnlyList<string> Warnings)
{
    public int Pictures => Classes.Sum(counts => counts.Training + counts.Validation + counts.Test);

    public static Expectation Of(JsonElement json, IReadOnlyList<string> warnings) => new(
        Text(json, "architecture"),
        Text(json, "weights"),
        Text(json, "recipe"),
        [.. json.GetProperty("stages").EnumerateArray().Select(stage => stage.GetString() ?? "")],
        [.. json.GetProperty("classes").EnumerateArray().Select(found => new ExpectedClass(Text(found, "class"), Count(found, "training"), Count(found, "validation"), Count(found, "test")))],
        [
            .. warnings,
            .. json.GetProperty("notes").EnumerateArray().Where(note => note.TryGetProperty("is_odd", out JsonElement odd) && odd.GetBoolean())
                .Select(note => $"{Text(note, "path")}: {Text(note, "text")}; {Text(note, "what_to_do")}"),
        ]);

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement found) ? found.GetString() ?? "" : "";

    private static int Count(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}

/// <summary>The pictures of a class in each set.</summary>
public sealed record ExpectedClass(string Class, int Training, int Validation, int Test);
