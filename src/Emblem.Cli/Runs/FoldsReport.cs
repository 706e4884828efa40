using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>A cross-validation of a whole recipe, for <c>--json</c> and as a table.</summary>
/// <param name="Folds">One row a fold.</param>
/// <param name="Pooled">All held-out pictures together.</param>
internal sealed record FoldsReport(IReadOnlyList<FoldScore> Folds, ScoreReport Pooled)
{
    private string Words { get; init; } = "";

    public static FoldsReport Of(CrossValidationResult found)
    {
        var pooled = new RunScore(found.Pooled, IsOptimistic: false);
        return new FoldsReport(found.Folds, ScoreReport.Of(pooled)) { Words = pooled.ToString() };
    }

    public void Print(CommandOutput output)
    {
        output.Heading("Cross-validation");
        output.Table(
            ["fold", "training", "validation", "held out", "right", "accuracy"],
            [.. Folds.Select(fold => (string[])
            [
                $"{fold.Fold}", $"{fold.Training}", $"{fold.Validation}", $"{fold.HeldOut}", $"{fold.Right}",
                fold.Accuracy.ToString("0.000", CultureInfo.InvariantCulture),
            ])]);
        output.Line($"Accuracy on pictures held out of {Folds.Count} trainings like this one: {Words}");
    }
}
