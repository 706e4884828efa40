using System.Text.Json;
using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>What one process's training of a fold gives to all: its score, what it made of the fold's pictures, and the files that it wrote.</summary>
/// <param name="Score">Right and all.</param>
/// <param name="Probabilities">Picture by picture.</param>
/// <param name="Actual">The true classes.</param>
/// <param name="Losses">Of each picture.</param>
/// <param name="Files">By name below the fold's folder.</param>
internal sealed record FoldShare(FoldScore Score, float[] Probabilities, int[] Actual, float[] Losses, IReadOnlyDictionary<string, byte[]> Files)
{
    // A probability that is no number is one of the answers.
    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Options) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static FoldShare Of(FoldScore score, ScoredBatch scored, RunFolder folder) => new(
        score,
        [.. scored.Probabilities],
        [.. scored.Actual],
        [.. scored.Losses],
        folder.Files.ToDictionary(file => Path.GetRelativePath(folder.Path, file), File.ReadAllBytes));

    public static byte[] ToBytes(IEnumerable<FoldShare> shares) => JsonSerializer.SerializeToUtf8Bytes(shares, Json);

    public static FoldShare[] Read(byte[] bytes) => JsonSerializer.Deserialize<FoldShare[]>(bytes, Json)!;

    /// <summary>Those that are not there yet: another process wrote them.</summary>
    public void WriteFiles(RunFolder folder)
    {
        foreach ((string name, byte[] bytes) in Files)
        {
            if (Path.Combine(folder.Path, name) is var path && !File.Exists(path))
                AtomicFile.WriteBytes(path, bytes);
        }
    }

    public ScoredBatch ToScores(int classes) => new(classes, Probabilities, Actual, Losses);
}
