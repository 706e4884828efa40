using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>Which labels are likely wrong.</summary>
internal static class LabelsSection
{
    private const int MostShown = 12;

    /// <summary>What shows all of them, to be decided on.</summary>
    public static string Command(RunReport report) => $"emblem review {RepeatCommand.Quote(report.Plan.Folder.Path)} --html review.html";

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("labels", "Suspected labels");
        if (report.Labels is not { } labels)
            return section.Lack($"Labels were not judged: {report.Why(RunReporting.Labels) ?? report.Why(RunReporting.Pictures) ?? "the pictures are gone."}");
        ReviewedPicture[] suspects = [.. labels.Open];
        section.Say(labels.Summary);
        if (suspects.Length == 0)
            return section;
        section.Pictures(
            [
                .. suspects.Take(MostShown).Select(picture => new PageCard(
                    [(PagePicture.Of(picture.Path), picture.PictureFile)],
                    [$"{picture.Label}{(picture.SuggestedLabel is null ? "" : $", perhaps {picture.SuggestedLabel}")}", picture.Reason, picture.PictureFile])),
            ]);
        return section.More(suspects.Length, MostShown).Say("All of them, to be decided on; the files stay as they are, and the next training is given the decisions:").Command(Command(report));
    }
}
