using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>The sections of a report, in their order. A new one is a class like its neighbours and a line here.</summary>
internal static class ReportSections
{
    private static readonly Func<RunReport, PageSection>[] Sections =
    [
        HealthSection.Of,
        SamplesSection.Of,
        TrainingSection.Of,
        ScoresSection.Of,
        MistakesSection.Of,
        CurvesSection.Of,
        TrustSection.Of,
        PicturesSection.Worst,
        PicturesSection.Uncertain,
        CopiesSection.Of,
        LabelsSection.Of,
        CorrectionsSection.Of,
        OptionsSection.Of,
        RepeatSection.Of,
    ];

    /// <summary>All of them, made at the same time.</summary>
    public static IReadOnlyList<PageSection> Of(RunReport report) => AtOnce.Make(Sections, (section, _) => section(report));
}
