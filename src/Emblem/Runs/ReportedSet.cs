using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Pictures that a run's model was judged by, and what it made of them.</summary>
/// <param name="Name">What they are: <c>validation</c> or <c>test</c>.</param>
/// <param name="Names">The pictures, in order.</param>
/// <param name="Scored">Probabilities, true classes and losses of those.</param>
/// <param name="Score">How many are right, and whether they chose the model.</param>
/// <param name="Confusion">Rows actual, columns predicted.</param>
public sealed record ReportedSet(string Name, IReadOnlyList<string> Names, ScoredBatch Scored, RunScore Score, ConfusionMatrix Confusion)
{
    /// <summary>Right as often as this is what a threshold is chosen for.</summary>
    public const double WantedPrecision = 0.95;

    /// <summary><inheritdoc cref="ReportedSet" path="/param[@name='Names']/node()"/></summary>
    public IReadOnlyList<string> Names { get; init => field = Listing.Of(value); } = Listing.Of(Names);

    /// <summary>How well each class is told apart, with intervals.</summary>
    public IReadOnlyList<ClassScore> PerClass { get; } = ClassScore.Of(Confusion);

    /// <summary>Whether its probabilities can be taken at their word.</summary>
    public Calibration Calibration { get; } = Calibration.Of(Scored, bins: 10);

    /// <summary>How often it is right if it answers only where it is sure.</summary>
    public CoverageCurve Coverage { get; } = CoverageCurve.Of(Scored);

    /// <summary>From which probability on its answers are right <see cref="WantedPrecision"/> of the time.</summary>
    public AbstainThreshold Abstain { get; } = AbstainThreshold.For(Scored, WantedPrecision);

    /// <summary>The share of the commonest class: what always answering it would have right.</summary>
    public double LargestShare => Scored.Count == 0 ? 0 : (double)PerClass.Max(found => found.Support) / Scored.Count;

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Scored.Count, $"{Name} picture")}: {Score}";

    internal static ReportedSet Of(string name, IReadOnlyList<string> classes, IReadOnlyList<string> names, ScoredBatch scored, bool isOptimistic) => new(
        name, names, scored, new RunScore(scored.Accuracy, isOptimistic), new ConfusionMatrix(classes, scored.Actual, [.. Enumerable.Range(0, scored.Count).Select(scored.Predicted)]));
}
