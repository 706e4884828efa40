using Emblem.Interpretation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>The pictures that it found hardest, and those of which it was least sure.</summary>
internal static class PicturesSection
{
    public static PageSection Worst(RunReport report)
    {
        var section = new PageSection("worst", "Worst pictures");
        if (report.Worst.Count == 0)
            return section.Lack("The hardest pictures cannot be shown: they are not where the run found them.");
        section.Say($"The {Set(report)} pictures with the largest losses, worst first, each beside what spoke for the answer (brighter is more, by Grad-CAM). A frame and a word say whether it is right.");
        if (report.Test is not null && report.Validation is not null && report.Plan.Test is null && report.Plan.TestFraction == 0)
            section.Say("The test pictures themselves are not shown: the run keeps their answers in test-results.csv, and not where they lie.");
        return section.Pictures([.. report.Worst.Select(Card)]);
    }

    public static PageSection Uncertain(RunReport report)
    {
        var section = new PageSection("uncertain", "Most uncertain pictures");
        if (report.Uncertain.Count == 0)
            return section.Lack("The least sure answers cannot be shown: the pictures are not where the run found them.");
        section.Say($"The {Set(report)} pictures whose answer has the lowest probability, the least sure first: more pictures like these teach it most.");
        return section.Pictures([.. report.Uncertain.Select(view => new PageCard([(PagePicture.Of(view.View), view.Name)], [Answer(view.Actual, view.Predicted), $"{view.Predicted} {ReportWords.Short(view.Probability)}", view.Name])
        {
            IsRight = view.IsRight,
        })]);
    }

    private static PageCard Card(TopLoss loss)
    {
        Heatmap? map = loss.PredictedHeatmap ?? loss.Heatmap;
        bool isSeen = loss.View is not null && map is { IsEmpty: false, IsTooCoarse: false };
        string note = map is null || isSeen ? "" : map.IsTooCoarse ? "too small a picture to say where it looked" : "no place speaks for the answer";
        return new PageCard(
            [(loss.View is null ? null : PagePicture.Of(loss.View), loss.Path), .. isSeen ? [(PagePicture.Of(loss.View!, map), $"Where the evidence for {loss.Predicted} lies")] : Array.Empty<(string?, string)>()],
            [
                Answer(loss.Actual, loss.Predicted),
                $"{loss.Predicted} {ReportWords.Short(loss.PredictedProbability)}{(loss.IsRight ? "" : $", {loss.Actual} {ReportWords.Short(loss.Probability)}")}; loss {ReportWords.Short(loss.Loss)}",
                note,
                loss.Path,
            ])
        {
            IsRight = loss.IsRight,
        };
    }

    private static string Answer(string actual, string predicted) => predicted == TopLoss.NoAnswer ? $"No answer: {actual}" : actual == predicted ? $"Right: {actual}" : $"Wrong: {actual} taken for {predicted}";

    /// <summary>The set whose pictures the run still knows.</summary>
    private static string Set(RunReport report) => report.Plan.Test is not null || report.Counts.Any(counts => counts.Test > 0) ? "test" : "validation";
}
