using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>
/// Of the pictures said to be of a class, the share that are; the plain mean over classes, scikit-learn's <c>precision_score(average='macro')</c>.
/// A class that nothing was said to be of counts as 0.
/// </summary>
public sealed class Precision : Metric
{
    private readonly ClassCounts _counts = new();

    /// <inheritdoc/>
    public override string Name => "precision";

    /// <inheritdoc/>
    public override double Value => _counts.Macro(PerClass);

    /// <summary>Of each class in index order, 0 to 1; empty before the first batch.</summary>
    public IReadOnlyList<double> PerClass => Listing.Of(_counts.Shares((right, predicted, _) => (right, predicted)));

    /// <inheritdoc/>
    public override void Reset() => _counts.Reset();

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch) => _counts.Update(batch);
}
