using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Reporting.Report;
using Emblem.Training.Metrics;

namespace Emblem.Runs.Report;

/// <summary>What any threshold on a class's probability would find, and wrongly take along.</summary>
internal static class CurvesSection
{
    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("curves", "ROC and precision-recall curves");
        if (report.Judged is not { } judged)
            return section.Lack("Curves need the probabilities of pictures with known classes, which are gone.");
        int[] classes = Chosen(judged);
        if (classes.Length == 0)
            return section.Lack("Curves need answered pictures of two classes at least.");
        int[] answered = [.. Enumerable.Range(0, judged.Scored.Count).Where(i => judged.Scored.Predicted(i) >= 0)];
        (string Name, RocCurve Curve)[] roc = [.. classes.Select(label => (Name(report, label), RocCurve.Of(Scores(judged.Scored, answered, label), Truth(judged.Scored, answered, label))))];
        (string Name, PrecisionRecallCurve Curve)[] precise = [.. classes.Select(label => (Name(report, label), PrecisionRecallCurve.Of(Scores(judged.Scored, answered, label), Truth(judged.Scored, answered, label))))];
        (string worst, RocCurve least) = roc.MinBy(curve => curve.Curve.Area);
        (string unclean, PrecisionRecallCurve lowest) = precise.MinBy(curve => curve.Curve.AveragePrecision);
        section.Say(report.Classes.Count == 2 ? $"Pictures of {Name(report, classes[0])} are looked for among all {judged.Name} pictures."
            : report.Classes.Count <= RankedCurvesChart.MostCurves ? $"Each class is looked for among all {judged.Name} pictures."
            : $"The {classes.Length} classes with the lowest F1 are looked for among all {judged.Name} pictures.");
        return section.Charts(
            (PageChart.Of(RankedCurvesChart.Plot(roc)), "ROC.", $"The area under the curve is {(roc.Length == 1 ? "" : "at least ")}{ValueText.Number(least.Area, "0.000")}{(roc.Length == 1 ? "" : $", that of {worst}")}; 1 is perfect, 0.5 is guessing."),
            (PageChart.Of(RankedCurvesChart.Plot(precise)), "Precision and recall.", $"The average precision is {(roc.Length == 1 ? "" : "at least ")}{ValueText.Number(lowest.AveragePrecision, "0.000")}{(roc.Length == 1 ? "" : $", that of {unclean}")}."));
    }

    /// <summary>Of two classes the second, since the first's curve says the same; of more those that are told apart worst.</summary>
    private static int[] Chosen(ReportedSet judged)
    {
        (int Label, ClassScore Score)[] there = [.. judged.PerClass.Index().Where(found => found.Item.Support > 0 && found.Item.Support < judged.Scored.Count).Select(found => (found.Index, found.Item))];
        return judged.PerClass.Count == 2 ? [.. there.Skip(1).Select(found => found.Label)]
            : [.. there.OrderBy(found => found.Score.F1).Take(RankedCurvesChart.MostCurves).Select(found => found.Label)];
    }

    private static string Name(RunReport report, int label) => report.Classes[label];

    private static double[] Scores(ScoredBatch scored, int[] answered, int label) => [.. answered.Select(i => (double)scored.Probability(i, label))];

    private static bool[] Truth(ScoredBatch scored, int[] answered, int label) => [.. answered.Select(i => scored.Actual[i] == label)];
}
