using System.Text.Json;

namespace Emblem.Tests.Support;

/// <summary>State dictionaries of published networks: names and shapes, in their order.</summary>
internal static class GoldenState
{
    /// <summary>torchvision's networks.</summary>
    public static (string Name, string Shape)[] OfNetwork(string name) => Read("architectures.json", golden => State(golden, name));

    /// <summary>timm's networks.</summary>
    public static (string Name, string Shape)[] OfTimm(string name) => Read("architectures_timm.json", golden => State(golden, name));

    public static (string Name, string Shape)[] OfHead() => Read("head.json", golden => golden.GetProperty("state"));

    public static string[] Names((string Name, string Shape)[] state) => [.. state.Select(entry => entry.Name)];

    private static JsonElement State(JsonElement golden, string name) => golden.GetProperty("models").GetProperty(name).GetProperty("state");

    private static (string Name, string Shape)[] Read(string file, Func<JsonElement, JsonElement> find)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf(file)));
        return
        [
            .. find(golden.RootElement).EnumerateArray()
                .Select(entry => (entry[0].GetString()!, string.Join(',', entry[1].EnumerateArray().Select(side => side.GetInt64())))),
        ];
    }
}
