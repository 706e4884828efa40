using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>The sections of a report, in their order. A new one is a class like its neighbours and a line here.</summary>
internal static class ReportSections
{
    public static IReadOnlyList<PageSection> Of(RunReport report) =>
    [
        HealthSection.Of(report),
        SamplesSection.Of(report),
        TrainingSection.Of(report),
        ScoresSection.Of(report),
        MistakesSection.Of(report),
        CurvesSection.Of(report),
        TrustSection.Of(report),
        PicturesSection.Worst(report),
        PicturesSection.Uncertain(report),
        CopiesSection.Of(report),
        LabelsSection.Of(report),
        CorrectionsSection.Of(report),
        OptionsSection.Of(report),
        RepeatSection.Of(report),
    ];
}
