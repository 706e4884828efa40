namespace Emblem.Training.Metrics;

/// <summary>The share of pictures whose most probable class is a wrong one: 1 − accuracy.</summary>
public sealed class ErrorRate : Metric
{
    private readonly Accuracy _accuracy = new();

    /// <inheritdoc/>
    public override string Name => "error_rate";

    /// <inheritdoc/>
    public override bool LowerIsBetter => true;

    /// <inheritdoc/>
    public override double Value => 1 - _accuracy.Value;

    /// <inheritdoc/>
    public override void Reset() => _accuracy.Reset();

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch) => _accuracy.Update(batch);
}
