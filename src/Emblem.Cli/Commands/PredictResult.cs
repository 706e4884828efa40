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
    double? Accuracy, int? Right, int Count, IReadOnlyList<double>? Interval, IReadOnlyList<string> Classes, IReadOnlyList<PredictedPicture> Predictions)
{
    public static PredictResult Of(PredictionTally tally, IReadOnlyList<string> classes, IReadOnlyList<Prediction> predictions)
    {
        ScoreReport? report = tally.Score is { } known ? ScoreReport.Of(known) : null;
        return new PredictResult(
            report?.Accuracy,
            report?.Right,
            report?.Count ?? tally.Count,
            report?.Interval,
            classes,
            [
                .. predictions.Select(prediction => new PredictedPicture(
                    prediction.File,
                    prediction.Path,
                    prediction.Label,
                    classes.Zip(prediction.Probabilities).ToDictionary(pair => pair.First, pair => pair.Second),
                    prediction.Reason)
                {
                    Novelty = prediction.Novelty,
                    IsNeither = prediction.Novelty is null ? null : prediction.IsNeither,
                }),
            ]);
    }
}

/// <summary>One file's answer for <c>--json</c>.</summary>
/// <param name="PictureFile">As the table and the CSV file call it.</param>
/// <param name="Path">What opens it from where the command ran.</param>
/// <param name="Prediction">The most probable class; null without probabilities.</param>
/// <param name="Probabilities">By class.</param>
/// <param name="Reason">Why there is no answer, or null.</param>
internal sealed record PredictedPicture(string PictureFile, string? Path, string? Prediction, IReadOnlyDictionary<string, float> Probabilities, string? Reason)
{
    /// <summary>How far it is from what taught the model, as a share of what is too far; null where the model cannot tell.</summary>
    public double? Novelty { get; init; }

    /// <summary>Whether it is probably neither of the classes; null where the model cannot tell.</summary>
    public bool? IsNeither { get; init; }
}
