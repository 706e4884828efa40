using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// Below which probability the model had better say nothing, so that what it says is right as often as is wanted. Choose it on pictures that did not teach the model.
/// </summary>
/// <param name="Wanted">The precision that was asked for.</param>
/// <param name="Threshold">Answers of at least this probability are given; 0 where all are right often enough, above 1 where no threshold reaches it.</param>
/// <param name="Coverage">The pictures that will get an answer, of all, with the 95% interval for new ones.</param>
/// <param name="Precision">The right ones among them, with the 95% interval for new ones.</param>
public sealed record AbstainThreshold(double Wanted, double Threshold, ScoreInterval Coverage, ScoreInterval Precision)
{
    /// <summary>What no probability reaches.</summary>
    private const double Never = 1.01;

    /// <summary>Whether some threshold reaches what was asked for on these pictures.</summary>
    public bool IsReachable => Threshold <= 1;

    /// <inheritdoc/>
    public override string ToString() => Threshold == 0
        ? $"all answers together are right as often as {ValueText.Number(Wanted)}; of new pictures {Precision} are expected to be"
        : IsReachable
        ? $"answers from {ValueText.Number(Threshold)} on are right as often as {ValueText.Number(Wanted)}; of new pictures {Coverage} get one, and {Precision} of those are right"
        : $"no threshold makes answers right as often as {ValueText.Number(Wanted)}";

    /// <summary>
    /// The lowest threshold that reaches a precision. What it will do on new pictures is not read off the pictures that chose it: those are cut into ten parts, and each is
    /// answered by the threshold that the nine others choose.
    /// </summary>
    /// <param name="scored">Probabilities and truth.</param>
    /// <param name="precision">Above 0, at most 1.</param>
    /// <param name="seed">Of the parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">No share.</exception>
    public static AbstainThreshold For(ScoredBatch scored, double precision = 0.95, long seed = RandomSource.UsualSeed)
    {
        if (!(precision > 0 && precision <= 1))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "Expected a share above 0 and at most 1.");
        (int answered, int right) = (0, 0);
        foreach ((int[] part, int[] others) in CrossFitParts.Of(scored.Count, "abstain", seed))
        {
            double threshold = Choose(scored, others, precision);
            foreach (int picture in part.Where(picture => Answers(scored, picture, threshold)))
            {
                answered++;
                right += scored.IsRight(picture) ? 1 : 0;
            }
        }

        return new AbstainThreshold(
            precision, Choose(scored, [.. Enumerable.Range(0, scored.Count)], precision), ScoreInterval.Wilson(answered, scored.Count), ScoreInterval.Wilson(right, answered));
    }

    private static double Choose(ScoredBatch scored, int[] pictures, double precision)
    {
        int[] answered = [.. pictures.Where(picture => scored.Predicted(picture) >= 0)];
        if (answered.Length > 0 && answered.Count(scored.IsRight) >= precision * answered.Length)
            return 0;
        return RankedStep.Of([.. answered.Select(picture => CoverageCurve.Confidence(scored, picture))], [.. answered.Select(scored.IsRight)])
            .Skip(1).LastOrDefault(step => step.Found >= precision * step.Taken)?.Threshold ?? Never;
    }

    private static bool Answers(ScoredBatch scored, int picture, double threshold) =>
        scored.Predicted(picture) >= 0 && CoverageCurve.Confidence(scored, picture) >= threshold;
}
