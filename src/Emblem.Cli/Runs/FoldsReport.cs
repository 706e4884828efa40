using System.Globalization;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Runs;

/// <summary>A cross-validation of a whole recipe.</summary>
/// <param name="Folds">One row a fold.</param>
/// <param name="Pooled">All held-out pictures together; the interval by bootstrap over groups of duplicates.</param>
internal sealed record FoldsReport(IReadOnlyList<FoldReport> Folds, ScoreReport Pooled)
{
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
        output.Line($"Accuracy on pictures held out of {Folds.Count} trainings like this one: {Pooled}");
    }
}

/// <summary>One fold.</summary>
/// <param name="Fold">From 1.</param>
/// <param name="Training">Pictures that taught.</param>
/// <param name="Validation">Pictures that chose.</param>
/// <param name="Right">Held-out pictures that were right.</param>
/// <param name="HeldOut">Pictures that did neither.</param>
internal sealed record FoldReport(int Fold, int Training, int Validation, int Right, int HeldOut)
{
    /// <summary>0 to 1.</summary>
    public double Accuracy => (double)Right / HeldOut;
}
