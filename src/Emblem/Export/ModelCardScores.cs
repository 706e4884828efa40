using System.Globalization;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>How well a model does, what its probabilities are worth, and what it does not know.</summary>
internal static class ModelCardScores
{
    private const int ShownClasses = 100;
    private const int Few = 20;
    private const int NamedFew = 10;

    public static IEnumerable<string> Lines(ModelCard card) => [.. Scores(card), .. Answers(card), .. Limits(card)];

    private static IEnumerable<string> Scores(ModelCard card)
    {
        yield return "## How well";
        yield return "";
        if (card.Scores.Count == 0)
        {
            yield return "Nothing was measured when this card was written: judge it on pictures of your own before you rely on it.";
            yield return "";
            yield break;
        }

        foreach (string line in MarkdownText.Table(
            ["pictures", "right", "accuracy", "95% interval"],
            card.Scores.Select(score => (string[])
            [
                MarkdownText.Of(score.Set),
                Words($"{score.Score.Right} of {score.Score.Count}"),
                Words($"{score.Score.Score:0.000}"),
                score.IsOptimistic ? "optimistic: they chose the model" : Words($"{score.Score.Low:0.000} to {score.Score.High:0.000}"),
            ])))
        {
            yield return line;
        }

        CardScore telling = card.Scores[0];
        ClassScore[] known = [.. telling.Found.PerClass];
        ClassScore[] shown = known.Length <= ShownClasses ? known : [.. known.Where(score => score.Support > 0).OrderBy(score => score.F1).Take(ShownClasses)];
        yield return $"By class, on the {MarkdownText.Of(telling.Set)}{(known.Length <= ShownClasses ? "" : Words($"; of {known.Length} classes those with the least F1"))}{(telling.IsOptimistic ? ", which chose the model" : ", with 95% intervals")}:";
        yield return "";
        foreach (string line in MarkdownText.Table(
            ["class", "pictures", "precision", "recall", "F1"],
            shown.Select(score => (string[])[MarkdownText.Of(score.Class), Words($"{score.Support}"), Share(score.Precision, telling), Share(score.Recall, telling), Words($"{score.F1:0.000}")])))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Answers(ModelCard card)
    {
        yield return "## What a probability is worth";
        yield return "";
        AnswerRule? rule = card.Model.Answers;
        yield return card.Calibration?.TemperatureWords ?? (rule is null
            ? "Probabilities are the network's own; nobody compared them with how often they are right."
            : Words($"Logits are divided by a temperature of {rule.Temperature:0.###}, chosen on {rule.By}, before they become probabilities."));
        yield return card.Calibration?.ThresholdWords ?? (rule is { Threshold: > 0 }
            ? Words($"Answers below a probability of {rule.Threshold:0.000} are called unsure.")
            : "Every picture gets an answer.");
        if (card.Scores.FirstOrDefault(score => !score.IsOptimistic) is { Found.Calibration: { } found } judged)
            yield return Words($"On the {MarkdownText.Of(judged.Set)} the calibration error is {found.Error:0.000} (95% interval {found.ErrorLow:0.000} to {found.ErrorHigh:0.000}).");
        yield return "";
    }

    private static IEnumerable<string> Limits(ModelCard card)
    {
        ModelMetadata model = card.Model;
        yield return "## What it does not know";
        yield return "";
        yield return model.Novelty is { } novelty
            ? $"- It knows its classes and nothing else. A picture of something else is told to be neither of them where it is far enough from the training pictures ({novelty}); some are not."
            : "- It knows its classes and nothing else: a picture of anything is given one of them, and nothing tells that it is none.";
        yield return "- Its scores hold for pictures like those that judged it. Others, of other places, cameras, sizes or times, may fare otherwise; judge it on some of yours.";
        if (card.Scores.Count > 0 && card.Scores.All(score => score.IsOptimistic))
            yield return "- No picture judged it that had not chosen it: how well it does on new ones is not known.";
        if (model.Provenance.Pictures is { } pictures)
        {
            (string Class, int Count)[] few = [.. model.Classes.Zip(pictures.Training).Where(pair => pair.Second < Few).OrderBy(pair => pair.Second)];
            if (few.Length > 0)
            {
                string names = string.Join(", ", few.Take(NamedFew).Select(pair => Words($"{MarkdownText.Of(pair.Class)} ({pair.Count})")));
                yield return $"- Fewer than {ValueText.Count(Few)} pictures taught {names}{(few.Length > NamedFew ? Words($" and {few.Length - NamedFew} more") : "")}.";
            }
        }

        yield return "- Labels were taken as they were given. Nobody looked at whom its mistakes would hurt, or at pictures that are made to deceive it.";
        yield return "";
    }

    private static string Share(ScoreInterval score, CardScore judged) => score.Count == 0 ? "none"
        : judged.IsOptimistic ? Words($"{score.Score:0.000}")
        : Words($"{score.Score:0.000} ({score.Low:0.000} to {score.High:0.000})");

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
