using System.Globalization;
using Emblem.Health;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Emblem.Reporting;

/// <summary>The charts of <see cref="HealthPicture"/>: sizes, and a distribution for each measure.</summary>
internal static class HealthPanels
{
    private static readonly double[] Sides = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];

    /// <summary>Five charts, in the order in which the page shows them.</summary>
    public static IReadOnlyList<Plot> Create(HealthReport report)
    {
        HealthOptions options = report.Options;
        return
        [
            Sizes(report),
            new MeasureHistogram("Shapes", "longer side over shorter", Ticks(1, 1.5, 2, 3, 4, 6, 10), 1, 10) { IsLog = true }
                .Draw(report, HealthIssue.ExtremeAspect, picture => picture.Aspect, options.LargestAspect),
            Light(report),
            new MeasureHistogram("Sharpness", "hardest edge over contrast", Ticks(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2), 0.02, 4) { IsLog = true }
                .Draw(report, HealthIssue.Blurry, picture => picture.Measures.Sharpness, options.BlurryBelow),
            new MeasureHistogram("Content", "share that differs from the commonest tone", Ticks(0, 0.2, 0.4, 0.6, 0.8, 1), 0, 1)
                .Draw(report, HealthIssue.LowInformation, picture => picture.Measures.Information, options.InformationBelow),
        ];
    }

    private static Plot Sizes(HealthReport report)
    {
        Plot plot = MeasureHistogram.NewPanel("Sizes", "width (pixels)", "height (pixels)");
        var troubled = report.Findings.Select(finding => finding.Picture).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach ((bool found, Color colour) in (ReadOnlySpan<(bool, Color)>)[(false, ChartStyle.Blue), (true, ChartStyle.Orange)])
        {
            PictureHealth[] part = [.. report.Pictures.Where(picture => troubled.Contains(picture) == found)];
            ScottPlot.Plottables.Scatter points = plot.Add.ScatterPoints(
                part.Select(picture => Math.Log2(picture.Width)).ToArray(), part.Select(picture => Math.Log2(picture.Height)).ToArray(), colour.WithAlpha(0.45));
            points.MarkerSize = 8;
        }

        (double low, double high) = Range(report.Pictures);
        plot.Axes.SetLimits(low, high, low, high);
        double[] ticks = [.. Sides.Where(side => Math.Log2(side) >= low && Math.Log2(side) <= high)];
        string[] labels = Ticks(ticks).Labels;
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(Math.Log2)], labels);
        plot.Axes.Left.TickGenerator = new NumericManual([.. ticks.Select(Math.Log2)], labels);
        return plot;
    }

    /// <summary>Logarithms of the smallest and largest side with some room, three doublings apart at least.</summary>
    private static (double Low, double High) Range(IReadOnlyList<PictureHealth> pictures)
    {
        double[] sides = [.. pictures.SelectMany(picture => (double[])[picture.Width, picture.Height]).DefaultIfEmpty(256).Select(Math.Log2)];
        double middle = (sides.Min() + sides.Max()) / 2;
        double half = Math.Max(1.5, ((sides.Max() - sides.Min()) / 2) + 0.4);
        return (middle - half, middle + half);
    }

    /// <summary>Two lines in one chart: a picture is dark by the one and bright by the other.</summary>
    private static Plot Light(HealthReport report)
    {
        var histogram = new MeasureHistogram("Light", "0 black, 255 white", Ticks(0, 50, 100, 150, 200, 255), 0, 255);
        Plot plot = histogram.NewPlot();
        histogram.AddOutline(plot, [.. report.Pictures.Select(picture => picture.Measures.Shadows)], ChartStyle.Green, "shadows");
        histogram.AddOutline(plot, [.. report.Pictures.Select(picture => picture.Measures.Highlights)], ChartStyle.Blue, "highlights");
        histogram.AddThreshold(plot, report.Options.BrightAbove, ChartStyle.Green, "shadows above: too bright");
        histogram.AddThreshold(plot, report.Options.DarkBelow, ChartStyle.Blue, "highlights below: too dark");
        plot.ShowLegend(Alignment.UpperCenter);
        return plot;
    }

    private static (double[] Values, string[] Labels) Ticks(params double[] values) =>
        (values, [.. values.Select(value => value.ToString("0.##", CultureInfo.InvariantCulture))]);
}
