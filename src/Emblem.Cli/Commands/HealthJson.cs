using Emblem.Folders;
using Emblem.Health;
using Emblem.Imaging;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem health --json</c> shows.</summary>
internal static class HealthJson
{
    public static object Of(HealthRequest request, HealthReport report, IReadOnlyList<FolderNote> notes) => new
    {
        request.Folder,
        request.Picture,
        Count = report.Pictures.Count,
        report.Classes,
        report.Imbalance,
        report.LargestShare,
        StoredAs = report.Pictures.GroupBy(picture => KindOf(picture.Format, picture.Mode)).OrderBy(same => same.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count()),
        Thresholds = new
        {
            report.Options.DarkBelow,
            report.Options.BrightAbove,
            report.Options.BlurryBelow,
            report.Options.InformationBelow,
            report.Options.SmallestSide,
            report.Options.LargestAspect,
            report.Options.LargestImbalance,
            report.Options.FewestPictures,
        },
        Findings = report.Findings.Select(finding => new { finding.Picture.Name, finding.Picture.Class, finding.Issue, finding.Measure, finding.Threshold }),
        report.Broken,
        Notes = notes,
        report.Advice,
        Pictures = report.Pictures.Select(picture => new
        {
            picture.Name,
            picture.Class,
            picture.Bytes,
            picture.Format,
            picture.Mode,
            picture.Frames,
            picture.Width,
            picture.Height,
            Aspect = Math.Round(picture.Aspect, 4),
            picture.Measures.Highlights,
            picture.Measures.Shadows,
            Luma = Math.Round(picture.Measures.Luma, 2),
            Sharpness = Math.Round(picture.Measures.Sharpness, 4),
            Information = Math.Round(picture.Measures.Information, 4),
        }),
    };

    /// <summary>Format and colour in two words.</summary>
    public static string KindOf(ImageFormat format, ColourMode mode) => $"{format.ToString().ToLowerInvariant()} {ModeName(mode)}";

    private static string ModeName(ColourMode mode) => mode switch
    {
        ColourMode.ColourAlpha => "colour with alpha",
        ColourMode.GrayAlpha => "gray with alpha",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
