using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>A metric's name, as a table's heading shows it, and its value.</summary>
/// <param name="Name">In lower case with underscores, for example <c>error_rate</c>.</param>
/// <param name="Value">In the metric's own unit; a share is 0 to 1.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ValueText.Number(Value, "0.000000")}";
}
