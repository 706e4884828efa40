using Emblem.Training.Metrics;

namespace Emblem.Training;

/// <summary>What a look at the validation pictures gave.</summary>
/// <param name="Loss">The mean over all pictures, or null without any that weighs something.</param>
/// <param name="Metrics">In the learner's order.</param>
public sealed record Validation(double? Loss, IReadOnlyList<MetricValue> Metrics)
{
    internal static Validation None { get; } = new(null, []);
}
