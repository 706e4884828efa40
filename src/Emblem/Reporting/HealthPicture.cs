using System.Globalization;
using Emblem.Folders;
using Emblem.Health;
using ScottPlot;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// A set's state on one page: pictures by class, sizes, shapes, light, sharpness and content with their thresholds, and the worst finds. Orange is
/// what lies beyond a threshold.
/// </summary>
public static class HealthPicture
{
    /// <summary>What the file is called unless told otherwise; beside the classes it is taken for no picture of the set.</summary>
    public const string FileName = OwnFiles.HealthChart;

    private const int Columns = 3;
    private const int PanelWidth = 616;
    private const int PanelHeight = 430;
    private const int PanelMargin = 14;
    private const int TitleHeight = 80;
    private const int Width = Columns * PanelWidth;

    /// <summary>Writes the page as PNG, 1848 pixels wide.</summary>
    /// <inheritdoc cref="Draw(HealthReport)"/>
    public static void Write(string path, HealthReport report) => ChartStyle.Write(path, Draw(report));

    /// <summary>The page as PNG, 1848 pixels wide. Reads the files of the worst finds again; one that is gone by now is left out.</summary>
    /// <param name="report">May be without pictures.</param>
    public static byte[] Draw(HealthReport report)
    {
        IReadOnlyList<Plot> plots = HealthPanels.Create(report);
        byte[] worst = WorstFinds.Draw(report);
        using SKImage? grid = worst.Length == 0 ? null : SKImage.FromEncodedData(worst);
        int rows = (plots.Count + 1 + Columns - 1) / Columns;
        int below = TitleHeight + (rows * PanelHeight);
        return ChartStyle.Png(Width, below + (grid?.Height ?? 0), canvas =>
        {
            DrawTitle(canvas, report);
            ClassBars.Draw(canvas, SKRect.Create(0, TitleHeight, PanelWidth, PanelHeight), report.Classes);
            foreach ((int i, Plot plot) in plots.Index())
            {
                using SKImage panel = SKImage.FromEncodedData(plot.GetImageBytes(PanelWidth - (2 * PanelMargin), PanelHeight));
                canvas.DrawImage(panel, ((i + 1) % Columns * PanelWidth) + PanelMargin, TitleHeight + ((i + 1) / Columns * PanelHeight));
            }

            if (grid is not null)
                canvas.DrawImage(grid, (Width - grid.Width) / 2f, below);
        });
    }

    private static void DrawTitle(SKCanvas canvas, HealthReport report)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont large = ChartFont.OfSize(ChartStyle.TitleSize);
        using SKFont small = ChartFont.OfSize(ChartStyle.TickSize);
        int troubled = report.Classes.Sum(found => found.Troubled);
        canvas.DrawText("Data health", Width / 2f, 40, SKTextAlign.Center, large, paint);
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Pictures.Count} pictures in {report.Classes.Count} classes, {troubled} worth a look, {report.Broken.Count} files that cannot be read");
        canvas.DrawText(counts, Width / 2f, 68, SKTextAlign.Center, small, paint);
    }
}
