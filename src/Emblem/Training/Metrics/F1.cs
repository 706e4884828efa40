using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>The harmonic mean of precision and recall of a class; the plain mean over classes, scikit-learn's <c>f1_score(average='macro')</c>.</summary>
public sealed class F1 : Metric
{
    private readonly ClassCounts _counts = new();

    /// <inheritdoc/>
    public override string Name => "f1";

    /// <inheritdoc/>
    public override double Value => _counts.Macro(PerClass);

    /// <summary>Of each class in index order, 0 to 1; empty before the first batch.</summary>
    public IReadOnlyList<double> PerClass => Listing.Of(_counts.Shares((right, predicted, actual) => (2 * right, predicted + actual)));

    /// <inheritdoc/>
    public override void Reset() => _counts.Reset();

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch) => _counts.Update(batch);
}
