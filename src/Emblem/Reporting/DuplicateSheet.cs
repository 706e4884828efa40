using System.Globalization;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>Groups of duplicates to look at: a band a group, label conflicts and leaks first and marked.</summary>
public static class DuplicateSheet
{
    /// <summary>Its usual place beside the report of the pairs: in a folder that is never taken for a class.</summary>
    public const string FileName = $"{ReportFiles.DuplicateSheets}/groups.png";

    private const int GroupsShown = 48;
    private const int PicturesShown = 14;
    private const int Columns = 7;
    private const int Cell = 190;
    private const int Gap = 14;
    private const int TitleHeight = 64;
    private const int HeadHeight = 34;
    private const int CaptionHeight = 44;
    private const float SmallSize = 13;

    /// <summary>Writes the sheet as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">Where the report's paths begin.</param>
    /// <param name="report">At most 48 groups of it are drawn, with at most 14 pictures each; the sheet says what it leaves out.</param>
    public static void Write(string path, string folder, DuplicateReport report) => ChartStyle.Write(path, Draw(folder, report));

    /// <summary>The sheet as PNG.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Draw(string folder, DuplicateReport report)
    {
        DuplicateGroup[] shown = [.. report.Groups.Take(GroupsShown)];
        int height = TitleHeight + shown.Sum(HeightOf) + Gap + (shown.Length < report.Groups.Count ? HeadHeight : 0);
        return ChartStyle.Png((Columns * (Cell + Gap)) + Gap, height, canvas =>
        {
            using SKFont large = ChartFont.OfSize(ChartStyle.TitleSize);
            using SKFont head = ChartFont.OfSize(ChartStyle.TickSize);
            using var ink = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
            canvas.DrawText(Title(report), Gap, 42, large, ink);
            int top = TitleHeight;
            foreach ((int i, DuplicateGroup group) in shown.Index())
            {
                DrawGroup(canvas, folder, group, $"{i + 1}", top);
                top += HeightOf(group);
            }

            if (shown.Length < report.Groups.Count)
                canvas.DrawText($"… and {report.Groups.Count - shown.Length} more groups: {DuplicateReport.FileName} has them all", Gap, top + 22, head, ink);
        });
    }

    private static string Title(DuplicateReport report)
    {
        int marked = report.Groups.Count(group => group.IsConflict || group.IsLeak);
        return $"{report.Groups.Count} groups of duplicates among {report.Pictures} pictures, {marked} of them a label conflict or a leak";
    }

    private static int HeightOf(DuplicateGroup group) =>
        HeadHeight + ((Math.Min(group.Names.Count, PicturesShown) + Columns - 1) / Columns * (Cell + CaptionHeight)) + Gap;

    private static void DrawGroup(SKCanvas canvas, string folder, DuplicateGroup group, string number, int top)
    {
        using SKFont head = ChartFont.OfSize(ChartStyle.TickSize);
        using var ink = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        bool isMarked = group.IsConflict || group.IsLeak;
        if (isMarked)
        {
            using var band = new SKPaint { Color = SKColor.Parse("#FBE3D6") };
            canvas.DrawRect(0, top, (Columns * (Cell + Gap)) + Gap, HeightOf(group) - (Gap / 2), band);
            ink.Color = SKColor.Parse("#A33F00");
        }

        canvas.DrawText($"{number}.  {Describe(group)}", Gap, top + 23, head, ink);
        ink.Color = ChartStyle.Ink;
        foreach ((int i, string name) in group.Names.Take(PicturesShown).Index())
            DrawPicture(canvas, folder, group, name, (Gap + (i % Columns * (Cell + Gap)), top + HeadHeight + (i / Columns * (Cell + CaptionHeight))));
    }

    private static string Describe(DuplicateGroup group)
    {
        string kinds = string.Join(", ", group.Pairs.Select(pair => DuplicatePair.Name(pair.Kind)).Distinct().Order(StringComparer.Ordinal));
        string left = group.Names.Count > PicturesShown ? $", {PicturesShown} shown" : "";
        string leak = group.IsLeak ? $"   LEAK between {string.Join(", ", group.Sets)}" : "";
        string conflict = group.IsConflict ? $"   LABEL CONFLICT: {string.Join(", ", group.Classes)}" : "";
        return $"{group.Names.Count} files ({kinds}{left}){leak}{conflict}";
    }

    private static void DrawPicture(SKCanvas canvas, string folder, DuplicateGroup group, string name, (int X, int Y) at)
    {
        using SKFont small = ChartFont.OfSize(SmallSize);
        using var ink = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        if (Load(NamedFile.PathOf(folder, name)) is { } picture)
        {
            using SKImage image = SkiaPicture.Of(picture);
            var place = SKRect.Create(at.X + ((Cell - image.Width) / 2), at.Y + ((Cell - image.Height) / 2), image.Width, image.Height);
            canvas.DrawImage(image, place);
            using var line = new SKPaint { IsStroke = true, Color = SKColor.Parse("#CCCCCC") };
            canvas.DrawRect(place, line);
        }

        canvas.DrawText(FitLeft(name, small), at.X + (Cell / 2f), at.Y + Cell + 16, SKTextAlign.Center, small, ink);
        DuplicatePair best = group.Pairs.Where(pair => pair.First == name || pair.Second == name).MaxBy(pair => pair.Score)!;
        string score = best.Score.ToString("0.00", CultureInfo.InvariantCulture);
        canvas.DrawText($"{DuplicatePair.Name(best.Kind)} {score}", at.X + (Cell / 2f), at.Y + Cell + 33, SKTextAlign.Center, small, ink);
    }

    /// <summary>The end of a path tells more than its beginning.</summary>
    private static string FitLeft(string text, SKFont font)
    {
        for (int cut = 0; cut < text.Length; cut++)
        {
            string shown = cut == 0 ? text : $"…{text[cut..]}";
            if (font.MeasureText(shown) <= Cell)
                return shown;
        }

        return text;
    }

    private static PixelImage? Load(string path)
    {
        try
        {
            return ThumbnailReader.Read(File.ReadAllBytes(path), Cell).View;
        }
        catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
