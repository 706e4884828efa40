using Emblem.Foundation;
using Emblem.Health;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>How many pictures there are, and in what state.</summary>
internal static class HealthSection
{
    private const int MostClasses = 100;
    private const int MostFindings = 30;
    private const int MostShown = 8;

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("health", "Data health");
        Count(section, report);
        if (report.Health is not { } health)
        {
            return section.Lack(report.Why(RunReporting.Pictures) is { } reason
                ? $"The pictures are not where the run found them ({reason}), so all that needs them is missing here: put them back and report again."
                : $"The pictures could not be examined: {report.Why(RunReporting.HealthPiece)}");
        }

        section.Head("Advice").List(health.Advice);
        HealthFinding[] findings = [.. health.Findings.OrderBy(finding => finding.Issue)];
        if (findings.Length == 0)
            return section.Say("No picture is dark, bright, blurry, empty, tiny or strip-shaped beyond the usual.");
        var byPicture = findings.GroupBy(finding => finding.Picture).Select(same => (Picture: same.Key, Issues: string.Join(", ", same.Select(finding => finding.Issue.Name)))).ToArray();
        section.Fold($"{ValueText.Count(byPicture.Length, "picture")} worth a look", inner => inner
            .Pictures([.. byPicture.Take(MostShown).Select(found => new PageCard([(PagePicture.Of(found.Picture.Path), found.Picture.Name)], [found.Issues, found.Picture.Name]))])
            .Table("Worth a look, not proof of a fault", ["picture", "class", "what"], [.. byPicture.Select(found => (string[])[found.Picture.Name, found.Picture.Class, found.Issues])], MostFindings));
        return section;
    }

    private static void Count(PageSection section, RunReport report)
    {
        if (report.Counts.Count == 0)
        {
            section.Lack("The run has no list of its pictures (pictures.csv), as runs of earlier versions had none.");
            return;
        }

        (int training, int validation, int test) = (report.Counts.Sum(line => line.Training), report.Counts.Sum(line => line.Validation), report.Counts.Sum(line => line.Test));
        string tested = test > 0 ? $"{ValueText.Count(test)} were set aside as a test"
            : report.Test is { } predicted ? $"{ValueText.Count(predicted.Scored.Count)} others were predicted afterwards, as a test"
            : "none were set aside as a test";
        section.Say($"{ValueText.Count(training, "picture")} taught, {ValueText.Count(validation)} validated and {tested}.");
        int columns = test > 0 ? 4 : 3;
        section.Table(
            "Pictures by class and set",
            [.. ((string[])["class", "training", "validation", "test"]).Take(columns)],
            [.. report.Counts.Select(line => (string[])[.. ((string[])[line.Class, ValueText.Count(line.Training), ValueText.Count(line.Validation), ValueText.Count(line.Test)]).Take(columns)])],
            MostClasses);
    }
}
