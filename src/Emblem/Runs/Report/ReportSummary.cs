using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Runs.Report;

/// <summary>
/// The report in five sentences of plain words, made of its numbers: what the model can do, how sure that is, what it mistakes, when to believe it. What to do next
/// is <see cref="NextStep"/>.
/// </summary>
internal static class ReportSummary
{
    /// <summary>Each with the question that it answers.</summary>
    public static IReadOnlyList<(string Question, string Answer)> Of(RunReport report) =>
    [
        ("What it can do", Ability(report)),
        ("How sure that is", Certainty(report)),
        ("What it mistakes", Mistakes(report)),
        ("When to believe it", Trust(report)),
        ("What to do next", NextStep.Of(report)),
    ];

    /// <summary>Numbers to be seen at once.</summary>
    public static IReadOnlyList<(string Number, string Meaning)> Figures(RunReport report)
    {
        var figures = new List<(string, string)>();
        if (Score(report) is var (score, name))
        {
            figures.Add((ReportWords.Percent(score.Answers.Score), $"right: {score.Answers.Right} of {ValueText.Count(score.Answers.Count, $"{name} picture")}"));
            figures.Add(score.IsOptimistic
                ? ("optimistic", "these pictures chose the model: on new ones expect less")
                : (ReportWords.Range(score.Answers), "right on new pictures like these (95% interval)"));
        }

        if (report.Counts.Count > 0)
            figures.Add((ValueText.Count(report.Counts.Sum(counts => counts.Training)), $"pictures taught it {ValueText.Count(report.Classes.Count, "class", "classes")}"));
        if (report.Labels is { } labels)
            figures.Add((ValueText.Count(labels.Suspects), $"of {ValueText.Count(labels.Pictures.Count, "label")} should be looked at"));
        return figures;
    }

    /// <summary>The score that judges best, and of which pictures; null where none is known.</summary>
    public static (RunScore Score, string Name)? Score(RunReport report) =>
        report.Judged is { } judged ? (judged.Score, judged.Name)
        : report.Scores is { Test: { } test } ? (test, "test")
        : report.Scores is { } scores ? (scores.Validation, "validation")
        : null;

    private static string Ability(RunReport report)
    {
        string task = report.Classes.Count == 0 ? "It sorts pictures" : $"It tells {ReportWords.Join(report.Classes)} apart";
        if (Score(report) is not var (score, name))
            return $"{task}; how well cannot be told, since its pictures are gone and this run wrote no scores down.";
        string had = name == "test" ? " that it had never seen" : " that it did not learn from";
        string right = $"{score.Answers.Right} of {ValueText.Count(score.Answers.Count, $"{name} picture")}{had}";
        if (report.Judged is not { } judged)
            return $"{task}, and was right about {right}.";
        string guess = $"always answering the commonest class would be right {ReportWords.Percent(judged.LargestShare)} of the time";
        return score.Answers.Low <= judged.LargestShare
            ? $"It has not shown that it can tell {ReportWords.Join(report.Classes)} apart: it is right about {right}, and {guess}."
            : $"{task}: it is right about {right}, where {guess}.";
    }

    private static string Certainty(RunReport report)
    {
        string folds = report.Folds is { } found
            ? $"{ValueText.Count(found.Folds.Count)} trainings like this one were right about {ReportWords.Percent(found.Pooled.Score)} of pictures that they had not seen ({ReportWords.Range(found.Pooled)})"
            : "";
        if (Score(report) is not var (score, name))
            return folds.Length > 0 ? $"{folds}." : "Nothing tells how well it will do on new pictures.";
        ScoreInterval answers = score.Answers;
        string few = answers.Count < ReportWords.FewPictures ? $", which is so wide because only {ValueText.Count(answers.Count, "picture")} {(answers.Count == 1 ? "judges" : "judge")} it" : "";
        if (!score.IsOptimistic)
            return $"On new pictures like these it will be right {ReportWords.Range(answers)} of the time (95% interval){few}{(folds.Length > 0 ? $"; {folds}" : "")}.";
        string optimistic = $"That score is optimistic, since the {name} pictures also chose the model";
        return folds.Length > 0
            ? $"{optimistic}; a fairer one is that {folds}."
            : $"{optimistic}: even if it were not, chance alone would allow {ReportWords.Range(answers)}{few}; labelled pictures of their own (--test DIR, or --test-fraction 0.2) would tell.";
    }

    private static string Mistakes(RunReport report)
    {
        if (report.Judged is not { } judged)
            return "What it mistakes cannot be told without its pictures.";
        IReadOnlyList<ConfusedPair> pairs = judged.Confusion.MostConfused();
        int wrong = judged.Scored.Count - judged.Score.Answers.Right;
        if (wrong == 0)
            return $"It made no mistake on these {ValueText.Count(judged.Scored.Count, "picture")}{(judged.Scored.Count < ReportWords.FewPictures ? ", which are too few to say that it makes none" : "")}.";
        string unanswered = judged.Confusion.Unanswered > 0 ? $"; it has no answer at all to {ValueText.Count(judged.Confusion.Unanswered)}" : "";
        ClassScore weakest = judged.PerClass.Where(found => found.Support > 0).MinBy(found => (found.Recall.Score, -found.Support))!;
        string least = report.Classes.Count > 2 ? $"; of all classes it finds {weakest.Class} least often ({weakest.Recall.Right} of {weakest.Recall.Count})" : "";
        if (pairs.Count == 0)
            return $"It is wrong about {ValueText.Count(wrong)}{unanswered}.";
        ConfusedPair most = pairs[0];
        return most.Count == 1
            ? $"Its {(wrong == 1 ? "one mistake is" : $"{ValueText.Count(wrong)} mistakes are all different: one is")} {most.Actual} taken for {most.Predicted}{least}{unanswered}."
            : $"Most often it takes {most.Actual} for {most.Predicted} ({most.Count} of {ValueText.Count(wrong, "mistake")}){least}{unanswered}.";
    }

    private static string Trust(RunReport report)
    {
        if (report.Judged is not { } judged)
            return "How far its probabilities can be believed cannot be told without its pictures.";
        if (judged.Scored.Count < ReportWords.FewPictures)
            return $"Its probabilities are still to be tested: {ValueText.Count(judged.Scored.Count, "picture")} {(judged.Scored.Count == 1 ? "is" : "are")} too few to say when to believe it.";
        string wanted = ReportWords.Percent(ReportedSet.WantedPrecision);
        string optimistic = judged.Score.IsOptimistic ? ", or somewhat less, since these pictures chose the model" : "";
        AbstainThreshold abstain = judged.Abstain;
        if (!abstain.IsReachable)
            return $"No answer of it can be relied on to be right {wanted} of the time, however sure it says it is.";
        if (judged.Score.Answers.Score >= ReportedSet.WantedPrecision)
            return $"Every answer may be taken, since {ReportWords.Percent(judged.Score.Answers.Score)} of them are right without a look at how sure it is{optimistic}.";
        return $"Take only answers that it gives a probability of {ReportWords.Short(abstain.Threshold)} or more, and about {ReportWords.Percent(abstain.Precision.Score)} of them will be right "
            + $"({ReportWords.Range(abstain.Precision)}{optimistic}), while {ReportWords.Percent(1 - abstain.Coverage.Score)} of pictures are left to you.";
    }
}
