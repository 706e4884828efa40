namespace Emblem.Training.Metrics;

/// <summary>The share of pictures whose most probable class is the true one, 0 to 1.</summary>
public sealed class Accuracy : Metric
{
    private int _right;
    private int _count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch)
    {
        _right += Enumerable.Range(0, batch.Count).Count(i => batch.Predicted(i) == batch.Actual[i]);
        _count += batch.Count;
    }
}
