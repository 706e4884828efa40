namespace Emblem.Interpretation;

/// <summary>How many are taken, and how many of them are looked for, as the threshold falls to one more score; equal scores are taken together.</summary>
/// <param name="Threshold">Scores from it on are taken.</param>
/// <param name="Taken">So many.</param>
/// <param name="Found">Of them what is looked for.</param>
internal sealed record RankedStep(double Threshold, int Taken, int Found)
{
    /// <summary>From nothing to everything.</summary>
    /// <exception cref="ArgumentException">The two differ in length, or a score is no number.</exception>
    public static IReadOnlyList<RankedStep> Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        if (scores.Count != isPositive.Count)
            throw new ArgumentException($"{scores.Count} scores and {isPositive.Count} answers do not pair up.", nameof(isPositive));
        if (scores.Any(double.IsNaN))
            throw new ArgumentException("A score is no number.", nameof(scores));
        var steps = new List<RankedStep> { new(double.PositiveInfinity, 0, 0) };
        foreach (IGrouping<double, bool> equal in scores.Zip(isPositive).GroupBy(pair => pair.First, pair => pair.Second).OrderByDescending(group => group.Key))
            steps.Add(new RankedStep(equal.Key, steps[^1].Taken + equal.Count(), steps[^1].Found + equal.Count(found => found)));
        return steps;
    }
}
