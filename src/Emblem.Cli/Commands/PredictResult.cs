using Emblem.Cli.Runs;
using Emblem.Export;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem predict --json</c> shows.</summary>
/// <param name="Accuracy">Null unless the folders' names say the truth.</param>
/// <param name="Right">Right answers, or null.</param>
/// <param name="Count">Pictures whose class is known, or all of them when none is.</param>
/// <param name="Interval">The 95% Wilson interval of the accuracy, or null.</param>
/// <param name="Classes">In index order.</param>
/// <param name="Predictions">One a file, where JSON was asked for.</param>
internal sealed record PredictResult(
    double? Accuracy, int? Right, int Count, IReadOnlyList<double>? Interval, IReadOnlyList<string> Classes, IReadOnlyList<Prediction> Predictions)
{
    /// <summary>The score of the pictures that the model answers; null unless the folders' names say the truth.</summary>
    public ScoreReport? Answered { get; init; }

    public static PredictResult Of(PredictionTally tally, IReadOnlyList<string> classes, IReadOnlyList<Prediction> predictions)
    {
        ScoreReport? report = tally.Score is { } known ? ScoreReport.Of(known) : null;
        return new PredictResult(report?.Accuracy, report?.Right, tally.Count, report?.Interval, classes, predictions)
        {
            Answered = tally.AnsweredScore is { } answered ? ScoreReport.Of(answered) : null,
        };
    }
}
