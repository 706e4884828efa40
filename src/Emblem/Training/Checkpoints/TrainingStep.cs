using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Emblem.Training.Checkpoints;

/// <summary>One thing that a training did or is doing, such as a fit: a resumed training does the same ones in the same order.</summary>
/// <param name="Name">What it is, in so many words that equal names mean equal work.</param>
internal sealed record TrainingStep(string Name)
{
    /// <summary>What it came to, for work that is asked for an answer.</summary>
    public JsonNode? Answer { get; init; }

    /// <summary>Where a fit stands that is under way; null for everything that has ended.</summary>
    public LoopState? Loop { get; init; }

    /// <summary>Why a fit under way is to end early.</summary>
    public string? StopReason { get; init; }

    /// <summary>What a fit's callbacks remember.</summary>
    public IReadOnlyList<SavedCallback> Callbacks { get; init; } = [];

    public bool IsFit { get; init; }

    [JsonIgnore]
    public bool HasEnded => Loop is null;
}
