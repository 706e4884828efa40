using System.Globalization;

namespace Emblem.Training.Metrics;

/// <summary>The share of pictures whose true class is among the k most probable ones: fast.ai's <c>top_k_accuracy</c>.</summary>
/// <param name="k">At least 1; 5, fast.ai's, by default. With as many classes or fewer the value is 1.</param>
public sealed class TopK(int k) : Metric
{
    private readonly int _k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "Expected at least 1.");
    private int _right;
    private int _count;

    /// <summary>The five most probable.</summary>
    public TopK()
        : this(5)
    {
    }

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"top_{_k}_accuracy");

    /// <inheritdoc/>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch)
    {
        _right += Enumerable.Range(0, batch.Count).Count(i => batch.Predicted(i) >= 0 && Rank(batch, i) < _k);
        _count += batch.Count;
    }

    /// <summary>How many classes come before the true one; of equals the first, as <see cref="ScoredBatch.Predicted"/> has it.</summary>
    private static int Rank(ScoredBatch batch, int picture)
    {
        int actual = batch.Actual[picture];
        float own = batch.Probability(picture, actual);
        return Enumerable.Range(0, batch.Classes).Count(other =>
            batch.Probability(picture, other) > own || (other < actual && batch.Probability(picture, other) == own));
    }
}
