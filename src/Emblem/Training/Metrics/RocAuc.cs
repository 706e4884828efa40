using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: how often a picture of a class is given a higher probability of it than one of another
/// class, half for equal ones. With two classes that of the second, with more the plain mean of each against all others: scikit-learn's
/// <c>roc_auc_score</c> and its <c>multi_class='ovr', average='macro'</c>. Keeps every probability until it is read.
/// </summary>
public sealed class RocAuc : Metric
{
    private readonly List<ScoredBatch> _batches = [];

    /// <inheritdoc/>
    public override string Name => "roc_auc";

    /// <summary>0 to 1, 0.5 for guessing. Classes of which there is no picture, or no other, are left aside; NaN when none remains.</summary>
    public override double Value
    {
        get
        {
            IReadOnlyList<double> areas = PerClass;
            return areas.Count == 2 ? areas[1] : areas.Where(area => !double.IsNaN(area)).DefaultIfEmpty(double.NaN).Average();
        }
    }

    /// <summary>Of each class against all others in index order; empty before the first batch, NaN for a class without pictures or without others, or where an answer is missing.</summary>
    public IReadOnlyList<double> PerClass => Listing.Of<double>(_batches.Count == 0 ? [] : [.. Enumerable.Range(0, _batches[0].Classes).Select(Area)]);

    /// <inheritdoc/>
    public override void Reset() => _batches.Clear();

    /// <inheritdoc/>
    public override void Update(ScoredBatch batch) => _batches.Add(batch);

    /// <summary>The Mann–Whitney statistic by ranks, equal probabilities sharing the mean of theirs.</summary>
    private double Area(int ofClass)
    {
        (float Score, bool Positive)[] sorted =
        [
            .. _batches.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch.Probability(i, ofClass), batch.Actual[i] == ofClass)))
                .OrderBy(picture => picture.Item1),
        ];
        double ranks = 0;
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && sorted[next].Score == sorted[first].Score)
                next++;
            double rank = (first + 1 + next) / 2.0;
            ranks += rank * sorted[first..next].Count(picture => picture.Positive);
        }

        double positives = sorted.Count(picture => picture.Positive);
        double pairs = positives * (sorted.Length - positives);
        return pairs == 0 || sorted.Any(picture => float.IsNaN(picture.Score)) ? double.NaN : (ranks - (positives * (positives + 1) / 2)) / pairs;
    }
}
