using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>Pictures that are one picture, and whether scores are too good by them.</summary>
internal static class CopiesSection
{
    private const int MostShown = 6;
    private const int MostListed = 40;
    private const int MostInGroup = 4;

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("copies", "Duplicates and leaks");
        if (report.Validation is null)
            return section.Lack("Copies cannot be looked for: the pictures are not where the run found them.");
        if (report.Copies.Count == 0)
            return section.Say("No picture is an exact or near copy of another, so nothing was judged by what taught.");
        int leaks = report.Copies.Count(copies => copies.IsLeak);
        int conflicts = report.Copies.Count(copies => copies.IsConflict);
        section.Say($"{ValueText.Count(report.Copies.Sum(copies => copies.Names.Count), "picture")} are {ValueText.Count(report.Copies.Count)} that were found more than once, exactly or nearly so. "
            + (leaks == 0
                ? "All copies of a picture lie in one set, so none was judged by what taught."
                : $"{ValueText.Count(leaks)} of them {(leaks == 1 ? "lies" : "lie")} in more than one set: what judged had been seen before, and the scores are too good by {(leaks == 1 ? "it" : "them")}.")
            + (conflicts == 0 ? "" : $" {ValueText.Count(conflicts)} {(conflicts == 1 ? "has" : "have")} two labels, one of which is wrong."));
        foreach (PictureCopies copies in report.Copies.Where(copies => copies.IsLeak || copies.IsConflict).Take(MostShown))
        {
            section.Head(copies.IsConflict ? $"Labelled {string.Join(" and ", copies.Classes)}" : $"In {string.Join(" and ", copies.Sets)}").Pictures(
                [.. copies.Names.Zip(copies.Paths).Select(copy => new PageCard([(PagePicture.Of(copy.Second), copy.First)], [copy.First]))], MostInGroup);
        }

        return section.Fold("All groups", inner => inner.Table(
            "Copies of one picture a row",
            ["pictures", "files", "sets", "classes"],
            [.. report.Copies.Select(copies => (string[])[ValueText.Count(copies.Names.Count), ReportWords.Join(copies.Names, MostInGroup), string.Join(", ", copies.Sets), ReportWords.Join(copies.Classes)])],
            MostListed));
    }
}
