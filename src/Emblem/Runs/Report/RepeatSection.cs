using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>How to do it again.</summary>
internal static class RepeatSection
{
    public static PageSection Of(RunReport report) => new PageSection("repeat", "How to repeat it")
        .Say("The same training into another folder; on a machine that computes the same way it gives the same files, but for dates and durations:")
        .Command(report.Command)
        .Say("This report again, after anything around it has changed:")
        .Command($"emblem report {RepeatCommand.Quote(report.Plan.Folder.Path)}");
}
