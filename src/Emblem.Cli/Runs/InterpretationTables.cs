using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>A table of classes, and what probabilities are worth, in a few sentences.</summary>
internal static class InterpretationTables
{
    private const int ShownClasses = 10;

    public static void Print(RunInterpretation found, CommandOutput output)
    {
        PrintClasses(found.Interpretation, found.Score.IsOptimistic, output);
        output.Heading("What a probability is worth");
        foreach (string sentence in Sentences(found))
            output.Line(sentence);
        if (found.Score.IsOptimistic)
            output.Line("All of this is optimistic: these pictures chose the model, or taught it. --on DIR judges by others.");
        if (!output.IsVerbose)
            return;
        output.Table(
            ["probability", "answers", "says", "right"],
            [.. found.Interpretation.Calibration.Bins.Where(bin => bin.Accuracy.Count > 0).Select(bin => (string[])
            [
                $"{Number(bin.Low)} to {Number(bin.High)}", $"{bin.Accuracy.Count}", Number(bin.Confidence), Share(bin.Accuracy, found.Score.IsOptimistic),
            ])]);
    }

    /// <summary>Whether probabilities are what they say, and what the threshold does.</summary>
    public static IEnumerable<string> Sentences(RunInterpretation found)
    {
        ClassificationInterpretation made = found.Interpretation;
        int[] answered = [.. Enumerable.Range(0, made.Scored.Count).Where(i => made.Scored.Predicted(i) >= 0)];
        double claimed = answered.Select(i => (double)made.Scored.Probability(i, made.Scored.Predicted(i))).DefaultIfEmpty().Average();
        yield return Words($"It gives its answers {claimed:0.000} on average, and {made.Accuracy.Score:0.000} of them are right.");
        Calibration calibration = made.Calibration;
        string without = found.Answers is { Temperature: not 1 and var temperature }
            ? Words($" at its temperature of {temperature:0.00}; without it {InterpretationReport.WithoutTemperature(found).Error:0.000}") : "";
        string flattered = found.ChoseTheAnswers && without.Length > 0 ? ". These pictures helped to choose the temperature, so new ones may fare a little worse" : "";
        yield return Words($"Calibration error {calibration.Error:0.000}{Interval(found, calibration.ErrorLow, calibration.ErrorHigh)}{without}{flattered}.");
        yield return Threshold(found);
    }

    private static string Threshold(RunInterpretation found)
    {
        ClassificationInterpretation made = found.Interpretation;
        if (found.Answers is { Threshold: > 0 and var threshold })
        {
            CoveragePoint? at = made.Coverage.Points.LastOrDefault(point => point.Threshold >= threshold);
            return at is null
                ? Words($"Below {threshold:0.000} it is unsure, and so it is of all these pictures.")
                : Words($"Below {threshold:0.000} it is unsure: {at.Coverage.Right} of {at.Coverage.Count} pictures get an answer, and {at.Precision.Score:0.000} of those are right{Interval(found, at.Precision.Low, at.Precision.High)}.");
        }

        AbstainThreshold could = made.Abstain(InterpretationReport.Wanted(found));
        string now = "It answers every picture";
        return !could.IsReachable ? Words($"{now}; no threshold would make {could.Wanted:0.0%} of these answers right.")
            : could.Threshold == 0 ? Words($"{now}, and {could.Wanted:0.0%} right ones need no threshold.")
            : Words($"{now}. With a threshold of {could.Threshold:0.000} it would answer {could.Coverage.Score:0%} of new ones like these and be right on {could.Precision.Score:0.000} of them{Interval(found, could.Precision.Low, could.Precision.High)}.");
    }

    /// <summary>None says how optimistic a score is.</summary>
    private static string Interval(RunInterpretation found, double low, double high) =>
        found.Score.IsOptimistic ? "" : Words($" (95% interval {low:0.000} to {high:0.000})");

    private static void PrintClasses(ClassificationInterpretation made, bool isOptimistic, CommandOutput output)
    {
        output.Heading("By class");
        IEnumerable<ClassScore> shown = output.IsVerbose || made.Classes.Count <= ShownClasses
            ? made.PerClass
            : made.PerClass.Where(score => score.Support > 0).OrderBy(score => score.F1).Take(ShownClasses);
        output.Table(
            ["class", "pictures", "precision", "recall", "F1", "ROC AUC"],
            [.. shown.Select(score => (string[])
            [
                score.Class, $"{score.Support}", Share(score.Precision, isOptimistic), Share(score.Recall, isOptimistic), Number(score.F1), Number(made.Roc(score.Class).Area),
            ])]);
        if (!output.IsVerbose && made.Classes.Count > ShownClasses)
            output.Line($"… and {made.Classes.Count - ShownClasses} more classes; these have the least F1. -v shows all.");
    }

    private static string Share(ScoreInterval score, bool isOptimistic) => score.Count == 0
        ? "none"
        : Words($"{score.Score:0.000}{(isOptimistic ? "" : Words($" ({score.Low:0.000} to {score.High:0.000})"))}");

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.000", CultureInfo.InvariantCulture) : "none";

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
