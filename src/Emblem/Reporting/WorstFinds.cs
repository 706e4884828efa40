using System.Globalization;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Imaging;

namespace Emblem.Reporting;

/// <summary>The pictures that lie farthest beyond a threshold, some of each issue, with what was found.</summary>
internal static class WorstFinds
{
    private const int Columns = 6;
    private const int Most = 12;

    /// <summary>The grid as PNG; empty when nothing was found.</summary>
    public static byte[] Draw(HealthReport report)
    {
        ILookup<PictureHealth, HealthFinding> byPicture = report.Findings.ToLookup(finding => finding.Picture);
        GridCell[] cells =
        [
            .. Choose(report.Findings).Select(picture => View(picture) is { } view ? new GridCell(view, [picture.Name, .. byPicture[picture].Select(Caption)]) : null)
                .OfType<GridCell>(),
        ];
        return cells.Length == 0 ? [] : PictureGrid.Draw(cells.Length < Most ? "Worth a look" : $"Worth a look: the {Most} farthest beyond a threshold", cells, Columns);
    }

    /// <summary>Takes turns between the issues, worst first in each, so that one common issue does not fill the grid.</summary>
    internal static IReadOnlyList<PictureHealth> Choose(IReadOnlyList<HealthFinding> findings) =>
    [
        .. findings.GroupBy(finding => finding.Issue).OrderBy(same => same.Key)
            .SelectMany(same => same.OrderByDescending(Excess).Select((finding, turn) => (finding, turn)))
            .OrderBy(found => found.turn).ThenBy(found => found.finding.Issue).Select(found => found.finding.Picture).Distinct().Take(Most),
    ];

    private static double Excess(HealthFinding finding) =>
        finding.Issue.IsAbove ? finding.Measure / finding.Threshold : (finding.Threshold + 1e-9) / (finding.Measure + 1e-9);

    private static string Caption(HealthFinding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{finding.Issue.Name} ({finding.Measure:0.##})");

    private static PixelImage? View(PictureHealth picture)
    {
        try
        {
            return ThumbnailReader.Read(File.ReadAllBytes(picture.Path), PictureMeasures.ViewSide).View;
        }
        catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
