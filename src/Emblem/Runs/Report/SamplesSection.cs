using Emblem.Data;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>What training pictures look like to the network.</summary>
internal static class SamplesSection
{
    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("samples", "Augmented samples");
        if (report.Samples.Count == 0)
            return section.Lack("Training pictures cannot be shown: the pictures are not where the run found them.");
        section.Say(report.Plan.Recipe.FineTune is null
            ? "The head was fitted on plain pictures, the first of each row; the others are what training by epochs would make of them."
            : "Each picture plain, and as epochs of training see it: what is recognised in all of them is what it can learn.");
        int row = RunReport.SampleVariants + 1;
        return section.Pictures([.. report.Samples.Select((view, i) => Card(view, i % row))], columns: row);
    }

    private static PageCard Card(TrainingView view, int variant)
    {
        string how = variant == 0 ? "plain" : $"changed {variant}";
        return new PageCard([(PagePicture.Of(view.View), $"{view.Class}, {how}: {view.Name}")], [view.Class, how]);
    }
}
