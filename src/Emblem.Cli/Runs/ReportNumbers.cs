using Emblem.Interpretation;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>What <c>emblem report --json</c> tells: the numbers of the page.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Report">The page.</param>
/// <param name="Summary">Its five sentences.</param>
/// <param name="Classes">In index order.</param>
/// <param name="Validation">Null where the pictures are gone.</param>
/// <param name="Test">Null without test pictures.</param>
/// <param name="CrossValidation">Null unless the run made one.</param>
/// <param name="Copies">Groups of pictures that are one.</param>
/// <param name="Leaks">Those that lie in more than one set.</param>
/// <param name="Suspects">Labels to be looked at, the most urgent first; null where labels were not judged.</param>
/// <param name="Advice">On the state of the pictures.</param>
/// <param name="Missing">What the report does without, and why.</param>
/// <param name="Command">What to type for the same run again.</param>
internal sealed record ReportNumbers(
    string Run,
    string Report,
    IReadOnlyList<string> Summary,
    IReadOnlyList<string> Classes,
    SetNumbers? Validation,
    SetNumbers? Test,
    ScoredFolds? CrossValidation,
    IReadOnlyList<PictureCopies> Copies,
    int Leaks,
    IReadOnlyList<ReviewedPicture>? Suspects,
    IReadOnlyList<string>? Advice,
    IReadOnlyList<PieceMissing> Missing,
    string Command)
{
    public static ReportNumbers Of(RunReport report, string path) => new(
        report.Plan.Folder.Path,
        path,
        report.Summary,
        report.Classes,
        SetNumbers.Of(report.Validation),
        SetNumbers.Of(report.Test),
        report.Folds,
        report.Copies,
        report.Copies.Count(copies => copies.IsLeak),
        report.Labels is { } labels ? [.. labels.Pictures.Where(picture => picture.IsSuspect)] : null,
        report.Health?.Advice,
        report.Missing,
        report.Command);
}

/// <summary>What judged the model, in numbers.</summary>
internal sealed record SetNumbers(
    ScoreReport Score,
    IReadOnlyList<ClassScore> ByClass,
    IReadOnlyList<ConfusedPair> MostConfused,
    Calibration Calibration,
    AbstainThreshold Abstain)
{
    public static SetNumbers? Of(ReportedSet? judged) =>
        judged is null ? null : new SetNumbers(ScoreReport.Of(judged.Score), judged.PerClass, judged.Confusion.MostConfused(), judged.Calibration, judged.Abstain);
}
