using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Training;

/// <summary>What a look at the validation pictures gave.</summary>
/// <param name="Loss">The mean over all pictures, or null without any that weighs something.</param>
/// <param name="Metrics">In the learner's order.</param>
public sealed record Validation(double? Loss, IReadOnlyList<MetricValue> Metrics)
{
    /// <summary><inheritdoc cref="Validation" path="/param[@name='Metrics']/node()"/></summary>
    public IReadOnlyList<MetricValue> Metrics { get; init => field = Listing.Of(value); } = Listing.Of(Metrics);

    internal static Validation None { get; } = new(null, []);

    /// <inheritdoc/>
    public override string ToString() => $"valid_loss {ValueText.Number(Loss, "0.000000")}{string.Concat(Metrics.Select(metric => $", {metric}"))}";
}
