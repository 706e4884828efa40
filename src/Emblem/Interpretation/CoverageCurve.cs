using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>How often the model is right if it answers only where it is sure enough: from its surest answer to all.</summary>
/// <param name="Points">One for each probability that occurs, the highest first.</param>
public sealed record CoverageCurve(IReadOnlyList<CoveragePoint> Points)
{
    /// <summary><inheritdoc cref="CoverageCurve" path="/param[@name='Points']/node()"/></summary>
    public IReadOnlyList<CoveragePoint> Points { get; init => field = Listing.Of(value); } = Listing.Of(Points);

    /// <summary>Draws it. Pictures without an answer count as never answered.</summary>
    public static CoverageCurve Of(ScoredBatch scored)
    {
        int[] answered = [.. Enumerable.Range(0, scored.Count).Where(i => scored.Predicted(i) >= 0)];
        IReadOnlyList<RankedStep> steps = RankedStep.Of([.. answered.Select(i => Confidence(scored, i))], [.. answered.Select(scored.IsRight)]);
        return new CoverageCurve([.. steps.Skip(1).Select(step => new CoveragePoint(
            step.Threshold, ScoreInterval.Wilson(step.Taken, scored.Count), ScoreInterval.Wilson(step.Found, step.Taken)))]);
    }

    /// <summary>What a threshold does that need not be one of the points: as many answers as the last of them that it lets through.</summary>
    /// <param name="threshold">Answers of at least this probability are given.</param>
    /// <returns>Null where it lets none through.</returns>
    public CoveragePoint? At(double threshold) => Points.LastOrDefault(point => point.Threshold >= threshold);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Lines(Points);

    internal static double Confidence(ScoredBatch scored, int picture) => scored.Probability(picture, scored.Predicted(picture));
}

/// <summary>What a threshold does.</summary>
/// <param name="Threshold">Answers of at least this probability are given.</param>
/// <param name="Coverage">Pictures that get one, of all.</param>
/// <param name="Precision">Right ones, of those.</param>
public sealed record CoveragePoint(double Threshold, ScoreInterval Coverage, ScoreInterval Precision)
{
    /// <inheritdoc/>
    public override string ToString() => $"from {ValueText.Number(Threshold)} on: answers {Coverage}, right {Precision}";
}
