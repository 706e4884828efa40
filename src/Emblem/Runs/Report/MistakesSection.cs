using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>What is taken for what, and how well each class is told apart.</summary>
internal static class MistakesSection
{
    private const int MostPairs = 20;
    private const int MostClasses = 200;

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("mistakes", "Mistakes by class");
        if (report.Judged is not { } judged)
            return section.Lack("Mistakes cannot be told without the pictures, nor from a table of predictions whose pictures have no known class.");
        IReadOnlyList<ConfusedPair> pairs = judged.Confusion.MostConfused();
        string finding = pairs.Count == 0
            ? $"All {ValueText.Count(judged.Scored.Count, $"{judged.Name} picture")} are on the diagonal."
            : $"{judged.Confusion.Right} of {ValueText.Count(judged.Confusion.Total, $"{judged.Name} picture")} are on the diagonal; most often {pairs[0].Actual} is taken for {pairs[0].Predicted}, {ValueText.Count(pairs[0].Count, "time")}.";
        section.Charts((ConfusionMatrixChart.Drawing(judged.Confusion), "Confusion matrix.", finding));
        if (pairs.Count > 0)
        {
            section.Head("Most confused").Table(
                "Kinds of mistakes, the commonest first", ["actual", "taken for", "how often"], [.. pairs.Select(pair => (string[])[pair.Actual, pair.Predicted, ValueText.Count(pair.Count)])], MostPairs);
        }

        // Of very many classes the weakest are looked at; of few the order of the names is the reader's.
        IEnumerable<ClassScore> shown = judged.PerClass.Count > MostClasses ? judged.PerClass.OrderBy(found => found.F1) : judged.PerClass;
        return section.Head("Each class").Say("Precision: of the pictures that were called so, those that are. Recall: of its pictures, those that were called so. F1 is between the two. In brackets what as many pictures can say (95% intervals).").Table(
            $"The {judged.Name} pictures by class",
            ["class", "pictures", "precision", "recall", "F1"],
            [
                .. shown.Select(found => (string[])
                [
                    found.Class, ValueText.Count(found.Support), ReportWords.WithRange(found.Precision), ReportWords.WithRange(found.Recall),
                    $"{ReportWords.Short(found.F1)} ({ReportWords.Short(found.F1Low)} to {ReportWords.Short(found.F1High)})",
                ]),
            ],
            MostClasses);
    }
}
