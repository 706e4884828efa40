using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>How pure what is taken is, and how much of what is looked for is in it, as the threshold on a score falls.</summary>
/// <param name="Points">From the strictest threshold at which something is taken to the loosest.</param>
/// <param name="AveragePrecision">
/// The mean precision weighted by the recall that each threshold adds, as scikit-learn's <c>average_precision_score</c>; NaN where nothing is looked for.
/// </param>
public sealed record PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> Points, double AveragePrecision)
{
    /// <summary><inheritdoc cref="PrecisionRecallCurve" path="/param[@name='Points']/node()"/></summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; init => field = Listing.Of(value); } = Listing.Of(Points);

    /// <inheritdoc/>
    public override string ToString() => $"average precision {ValueText.Number(AveragePrecision)} over {ValueText.Count(Points.Count, "point")}";

    /// <inheritdoc cref="RocCurve.Of"/>
    public static PrecisionRecallCurve Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        IReadOnlyList<RankedStep> steps = RankedStep.Of(scores, isPositive);
        int positives = steps[^1].Found;
        PrecisionRecallPoint[] points =
        [
            .. steps.Skip(1).Select(step => new PrecisionRecallPoint(
                (double)step.Found / step.Taken, positives == 0 ? double.NaN : (double)step.Found / positives, step.Threshold)),
        ];
        double mean = points.Prepend(new PrecisionRecallPoint(1, 0, double.PositiveInfinity)).Zip(points, (from, to) => (to.Recall - from.Recall) * to.Precision).Sum();
        return new PrecisionRecallCurve(points, positives == 0 ? double.NaN : mean);
    }
}

/// <summary>A place on the curve.</summary>
/// <param name="Precision">Of what is taken, the share that is looked for.</param>
/// <param name="Recall">Of what is looked for, the share that is taken.</param>
/// <param name="Threshold">Scores from it on are taken.</param>
public sealed record PrecisionRecallPoint(double Precision, double Recall, double Threshold)
{
    /// <inheritdoc/>
    public override string ToString() => $"precision {ValueText.Number(Precision)}, recall {ValueText.Number(Recall)}, from {ValueText.Item(Threshold)} on";
}
