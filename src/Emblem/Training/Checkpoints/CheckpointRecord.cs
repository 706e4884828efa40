using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.Training.Checkpoints;

/// <summary>The part of a checkpoint that is text: where the training stands and what has been.</summary>
/// <param name="Steps">All steps so far; the last may be a fit that is under way.</param>
/// <param name="Epochs">The history's epochs; its batches are a tensor.</param>
/// <param name="Metrics">Names of the learner's metrics.</param>
/// <param name="OptimizerSteps">One count a trainable parameter.</param>
/// <param name="Threads">Torch's threads, which decide the last bits.</param>
internal sealed record CheckpointRecord(
    IReadOnlyList<TrainingStep> Steps,
    IReadOnlyList<EpochRecord> Epochs,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<int> OptimizerSteps,
    int Threads)
{
    private const int CurrentVersion = 1;
    private const string Records = "checkpoints of a training";

    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What decided each step, in words; null in checkpoints from before it was noted.</summary>
    public string? Step { get; init; }

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public string ToJson()
    {
        NotTrimmableException.ThrowIfTrimmed(Records);
        return JsonSerializer.Serialize(this, Json);
    }

    /// <exception cref="JsonException">The text is no record of this format.</exception>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public static CheckpointRecord Parse(string json)
    {
        NotTrimmableException.ThrowIfTrimmed(Records);
        CheckpointRecord record = JsonSerializer.Deserialize<CheckpointRecord>(json, Json) ?? throw new JsonException("it is null");
        return record.FormatVersion == CurrentVersion
            ? record
            : throw new JsonException($"it has format {record.FormatVersion}, and this version reads {CurrentVersion}; resume with the version that saved it");
    }
}
