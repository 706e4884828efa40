using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>How many answers are right, by which pictures that is told, and what that says of new ones.</summary>
internal static class ScoresSection
{
    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("scores", "Scores");
        var rows = new List<string[]>();
        Add(rows, "validation pictures", report.Validation?.Score ?? report.Scores?.Validation);
        Add(rows, "test pictures", report.Test?.Score ?? report.Scores?.Test);
        if (report.Folds is { } folds)
            rows.Add(["cross-validation", ReportWords.Percent(folds.Pooled.Score), Counted(folds.Pooled), ReportWords.Range(folds.Pooled), "tells of trainings like this one, not of this model"]);
        if (rows.Count == 0)
            return section.Lack("There is no score: the pictures are gone, and this run wrote none down.");
        section.Table("Right answers", ["judged by", "right", "how many", "95% interval", "remark"], rows);
        if (report.Test is null && report.Scores?.Test is null)
            section.Lack("No test pictures were set aside. An honest score needs labelled pictures that neither taught nor chose: --test DIR, or --test-fraction 0.2.");
        if (report.Folds is null)
            return section.Say("There was no cross-validation; --folds 5 scores the whole training by five more of them, which uses every picture once as a test.");
        return section.Fold($"{ValueText.Count(report.Folds.Folds.Count)} folds", inner => inner.Table(
            "Each fold was held out once",
            ["fold", "taught", "chose", "held out", "right", "share"],
            [
                .. report.Folds.Folds.Select(fold => (string[])
                [
                    ValueText.Count(fold.Fold), ValueText.Count(fold.Training), ValueText.Count(fold.Validation), ValueText.Count(fold.HeldOut), ValueText.Count(fold.Right),
                    ReportWords.Percent(fold.Accuracy),
                ]),
            ]));
    }

    private static void Add(List<string[]> rows, string name, RunScore? score)
    {
        if (score is null)
            return;
        rows.Add(
        [
            name, ReportWords.Percent(score.Answers.Score), Counted(score.Answers), score.IsOptimistic ? "–" : ReportWords.Range(score.Answers),
            score.IsOptimistic ? "optimistic: these pictures chose the model" : "these pictures chose nothing",
        ]);
    }

    private static string Counted(ScoreInterval answers) => $"{answers.Right} of {answers.Count}";
}
