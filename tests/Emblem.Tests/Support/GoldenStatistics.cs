using System.Text.Json;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Support;

/// <summary>The pictures that <c>statistics.json</c> was computed on, by its own formula, and its values.</summary>
internal static class GoldenStatistics
{
    public static JsonElement Of(string part) => JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("statistics.json"))).RootElement.GetProperty(part);

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>All 120 at once.</summary>
    /// <param name="given">The label of a picture instead of its class.</param>
    public static ScoredBatch Scored(Func<int, int>? given = null) => Scored([.. Enumerable.Range(0, 120)], given);

    /// <summary>The same in batches of 32.</summary>
    public static IEnumerable<ScoredBatch> Batches() => Enumerable.Range(0, 120).Chunk(32).Select(pictures => Scored(pictures));

    public static int Target(int picture) => ((7 * picture) + (picture / 5)) % 4;

    private static ScoredBatch Scored(int[] pictures, Func<int, int>? given = null)
    {
        int[] actual = [.. pictures.Select(given ?? Target)];
        return new ScoredBatch(
            4,
            [.. pictures.SelectMany(picture => Probabilities(picture).Select(p => (float)p))],
            actual,
            [.. pictures.Zip(actual, (picture, label) => (float)-Math.Log(Probabilities(picture)[label]))]);
    }

    private static double[] Probabilities(int picture)
    {
        double[] logits = [.. Enumerable.Range(0, 4).Select(j =>
            (3 * Math.Sin((0.9898 * ((4 * picture) + j)) + 78.233)) + (picture % 3 != 0 && j == Target(picture) ? 3 : 0))];
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }
}
