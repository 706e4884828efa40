using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--json</c> tells of a fitted head.</summary>
/// <param name="C">The chosen C.</param>
/// <param name="Cs">What cross-validation made of each.</param>
/// <param name="ValidLoss">The head's own loss on the validation pictures.</param>
/// <param name="FineTunedLoss">That after the epochs that started from it; null without any.</param>
/// <param name="Kept">Whether the run's model has this head as it was fitted.</param>
internal sealed record HeadReport(double C, IReadOnlyList<CrossValidatedC> Cs, double ValidLoss, double? FineTunedLoss, bool Kept)
{
    public static HeadReport? Of(RecipeOutcome outcome) => outcome.Head is { } head
        ? new HeadReport(head.C, head.Scores, head.ValidLoss, outcome.Gain?.Loss, outcome.KeepsHead)
        : null;

    public static void Print(HeadFit fit, CommandOutput output)
    {
        if (fit.Scores.Count > 0)
        {
            output.Table(
                ["C", "held-out loss", "accuracy", ""],
                [.. fit.Scores.Select(score => (string[])
                [
                    Number(score.C, "0.#####"), Number(score.Loss, "0.0000"), Number(score.Accuracy, "0.000"), score.C == fit.C ? "chosen" : "",
                ])]);
        }

        output.Line(new HeadFitted(fit).ToString());
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
