using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// What is found and what is wrongly taken along as the threshold on a score falls: the receiver operating characteristic, scikit-learn's
/// <c>roc_curve</c> with every threshold.
/// </summary>
/// <param name="Points">From the strictest threshold, at which nothing is taken, to the loosest, at which all is.</param>
/// <param name="Area">Under the curve, 0 to 1, 0.5 for guessing; NaN without pictures of either kind.</param>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points, double Area)
{
    /// <summary><inheritdoc cref="RocCurve" path="/param[@name='Points']/node()"/></summary>
    public IReadOnlyList<RocPoint> Points { get; init => field = Listing.Of(value); } = Listing.Of(Points);

    /// <summary>Draws it from scores.</summary>
    /// <param name="scores">One a picture, higher for what is looked for; finite.</param>
    /// <param name="isPositive">Whether it is what is looked for; as many.</param>
    /// <exception cref="ArgumentException">The two differ in length, or a score is no number.</exception>
    public static RocCurve Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        IReadOnlyList<RankedStep> steps = RankedStep.Of(scores, isPositive);
        (int positives, int negatives) = (steps[^1].Found, steps[^1].Taken - steps[^1].Found);
        RocPoint[] points = [.. steps.Select(step => new RocPoint(Share(step.Taken - step.Found, negatives), Share(step.Found, positives), step.Threshold))];
        double area = points.Zip(points.Skip(1), (from, to) => (to.FalsePositives - from.FalsePositives) * (to.TruePositives + from.TruePositives) / 2).Sum();
        return new RocCurve(points, positives == 0 || negatives == 0 ? double.NaN : area);
    }

    /// <inheritdoc/>
    public override string ToString() => $"area {ValueText.Number(Area)} under a curve of {ValueText.Count(Points.Count, "point")}";

    private static double Share(int part, int all) => all == 0 ? 0 : (double)part / all;
}

/// <summary>A place on the curve.</summary>
/// <param name="FalsePositives">Of the others, the share that is wrongly taken.</param>
/// <param name="TruePositives">Of those that are looked for, the share that is found.</param>
/// <param name="Threshold">Scores from it on are taken; infinite where none is.</param>
public sealed record RocPoint(double FalsePositives, double TruePositives, double Threshold)
{
    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Number(TruePositives)} found, {ValueText.Number(FalsePositives)} of the others taken along, from {ValueText.Item(Threshold)} on";
}
