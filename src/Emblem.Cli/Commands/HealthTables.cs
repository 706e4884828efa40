using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Health;

namespace Emblem.Cli.Commands;

/// <summary>A health report as tables and advice.</summary>
internal static class HealthTables
{
    private const int ShownFindings = 20;
    private const int MostClassColumns = 6;
    private static readonly double[] Quantiles = [0, 0.1, 0.5, 0.9, 1];
    private static readonly HealthIssue[] Issues = Enum.GetValues<HealthIssue>();

    public static void Print(HealthReport report, CommandOutput output)
    {
        PrintClasses(report, output);
        output.Line();
        PrintKinds(report, output);
        output.Line();
        PrintMeasures(report, output);
        PrintFindings(report, output);
        output.Line();
        output.Heading("What to do");
        foreach (string sentence in report.Advice)
            output.Line($"- {sentence}");
    }

    private static void PrintClasses(HealthReport report, CommandOutput output)
    {
        ILookup<(string, HealthIssue), HealthFinding> findings = report.Findings.ToLookup(finding => (finding.Picture.Class, finding.Issue));
        int shown = Math.Min(CountTable.MostIn(output), report.Classes.Count);
        string[] Row(IReadOnlyList<ClassHealth> classes, string name, string size) =>
        [
            name,
            Text(classes.Sum(found => found.Count)),
            Percent(classes.Sum(found => found.Count), report.Pictures.Count),
            Text(classes.Sum(found => found.Broken)),
            size,
            .. Issues.Select(issue => Text(classes.Sum(found => findings[(found.Name, issue)].Count()))),
        ];
        output.Table(
            ["class", "pictures", "share", "broken", "median size", .. Issues.Select(issue => issue.Name)],
            [
                .. report.Classes.Take(shown).Select(found => Row([found], found.Name, $"{found.MedianWidth}×{found.MedianHeight}")),
                .. shown < report.Classes.Count ? [Row([.. report.Classes.Skip(shown)], $"… and {report.Classes.Count - shown} more", "")] : (string[][])[],
            ]);
        if (shown < report.Classes.Count)
            output.Line("-v shows all classes.");
        if (report.Imbalance is { } imbalance)
        {
            output.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Largest class to smallest: {imbalance:0.0#}. Always answering the largest is right {100 * report.LargestShare:0.#}% of the time: what a model has to beat."));
        }
    }

    private static void PrintKinds(HealthReport report, CommandOutput output)
    {
        string[] columns = report.Classes.Count <= MostClassColumns ? [.. report.Classes.Select(found => found.Name)] : [];
        output.Table(
            ["stored as", "pictures", .. columns],
            [
                .. report.Pictures.GroupBy(picture => (picture.Format, picture.Mode)).OrderByDescending(same => same.Count()).ThenBy(same => same.Key)
                    .Select(same => (string[])
                    [
                        HealthJson.KindOf(same.Key.Format, same.Key.Mode),
                        Text(same.Count()),
                        .. columns.Select(name => Text(same.Count(picture => picture.Class == name))),
                    ]),
            ]);
    }

    private static void PrintMeasures(HealthReport report, CommandOutput output)
    {
        if (report.Pictures.Count == 0)
            return;
        HealthOptions options = report.Options;
        output.Table(
            ["measure", "least", "10%", "median", "90%", "most", "worth a look"],
            [
                Row(report, "width", picture => picture.Width, ""),
                Row(report, "height", picture => picture.Height, ""),
                Row(report, "shorter side", picture => Math.Min(picture.Width, picture.Height), $"below {options.SmallestSide}"),
                Row(report, "longer over shorter", picture => picture.Aspect, $"above {Text(options.LargestAspect)}"),
                Row(report, "highlights (0 to 255)", picture => picture.Measures.Highlights, $"below {Text(options.DarkBelow)}"),
                Row(report, "shadows (0 to 255)", picture => picture.Measures.Shadows, $"above {Text(options.BrightAbove)}"),
                Row(report, "sharpness", picture => picture.Measures.Sharpness, $"below {Text(options.BlurryBelow)}"),
                Row(report, "information", picture => picture.Measures.Information, $"below {Text(options.InformationBelow)}"),
            ]);
    }

    private static string[] Row(HealthReport report, string name, Func<PictureHealth, double> measure, string threshold)
    {
        double[] sorted = [.. report.Pictures.Select(measure).Order()];
        return [name, .. Quantiles.Select(share => Text(sorted[(int)Math.Round(share * (sorted.Length - 1))])), threshold];
    }

    private static void PrintFindings(HealthReport report, CommandOutput output)
    {
        (string File, string Finding)[] all =
        [
            .. report.Broken.Select(file => (file.Name, $"cannot be read: {file.Reason}")),
            .. report.Findings.Select(finding => (
                finding.Picture.Name,
                $"{finding.Issue.Name}: {Text(finding.Measure)}, {(finding.Issue.IsAbove ? "above" : "below")} {Text(finding.Threshold)}")),
        ];
        if (all.Length == 0)
            return;
        int shown = output.IsVerbose ? all.Length : Math.Min(ShownFindings, all.Length);
        output.Line();
        output.Table(["file", "found"], [.. all.Take(shown).Select(row => (string[])[row.File, row.Finding])]);
        if (shown < all.Length)
            output.Line($"… and {all.Length - shown} more; -v shows all.");
    }

    private static string Percent(int part, int all) => all == 0 ? "0%" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / all:0.#}%");

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
