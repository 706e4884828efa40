using Emblem.Training.Metrics;

namespace Emblem.Training;

/// <summary>What an epoch's validation gave.</summary>
/// <param name="Loss">The mean over all pictures, or null without any.</param>
/// <param name="Metrics">In the learner's order.</param>
internal sealed record Validation(double? Loss, IReadOnlyList<MetricValue> Metrics)
{
    public static Validation None { get; } = new(null, []);
}
