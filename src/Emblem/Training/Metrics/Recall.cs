using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>
/// Of the pictures of a class, the share that were found; the plain mean over classes, scikit-learn's <c>recall_score(average='macro')</c>: the
/// accuracy to look at when classes differ in size.
/// </summary>
public sealed class Recall : Metric
{
    private readonly ClassCounts _counts = new();

    /// <inheritdoc/>
    public override string Name => "recall";

    /// <inheritdoc/>
    public override double Value => _counts.Macro(PerClass);

    /// <summary>Of each class in index order, 0 to 1; empty before the first batch.</summary>
    public IReadOnlyList<double> PerClass => Listing.Of(_counts.Shares((right, _, actual) => (right, actual)));

    /// <inheritdoc/>
    public override void Reset() => _counts.Reset();

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch) => _counts.Update(batch);
}
