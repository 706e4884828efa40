using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>What a cross-validation of a whole recipe found.</summary>
/// <param name="Folds">One row a fold.</param>
/// <param name="Pooled">All held-out pictures together; the interval by bootstrap over groups of duplicates.</param>
/// <param name="Names">The pictures, as paths below the folder that was opened.</param>
/// <param name="Scored">What the training that had not seen a picture made of it, in the order of <paramref name="Names"/>.</param>
public sealed record CrossValidationResult(IReadOnlyList<FoldScore> Folds, ScoreInterval Pooled, IReadOnlyList<string> Names, ScoredBatch Scored)
{
    /// <summary><inheritdoc cref="CrossValidationResult" path="/param[@name='Folds']/node()"/></summary>
    public IReadOnlyList<FoldScore> Folds { get; init => field = Listing.Of(value); } = Listing.Of(Folds);

    /// <summary><inheritdoc cref="CrossValidationResult" path="/param[@name='Names']/node()"/></summary>
    public IReadOnlyList<string> Names { get; init => field = Listing.Of(value); } = Listing.Of(Names);

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Which fold each picture was held out in, from 1, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<int> FoldOf { get; init => field = Listing.Of(value); } = Listing.Of<int>([]);

    /// <summary>A number a picture, which copies of one share, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<int> GroupOf { get; init => field = Listing.Of(value); } = Listing.Of<int>([]);

    /// <summary>How many are right, with the interval that copies of one picture leave.</summary>
    internal static ScoreInterval Pool(ScoredBatch scored, IReadOnlyList<int> groupOf, long seed)
    {
        (int Right, int Count)[] right =
            [.. Enumerable.Range(0, scored.Count).GroupBy(i => groupOf[i]).OrderBy(group => group.Key).Select(group => (group.Count(scored.IsRight), group.Count()))];
        return ScoreInterval.Bootstrap(right, new RandomSource(seed).Stream("bootstrap"));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Folds.Count, "fold")}: {Pooled}";
}
