using Emblem.Health;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Emblem.Reporting;

/// <summary>How a measure spreads over the pictures. Values outside the axis count in its first or last bin.</summary>
/// <param name="title">Above the chart.</param>
/// <param name="label">The measure and its unit.</param>
/// <param name="ticks">Marks on the axis, in the measure's unit.</param>
/// <param name="low">Where the axis begins.</param>
/// <param name="high">Where it ends.</param>
internal sealed class MeasureHistogram(string title, string label, (double[] Values, string[] Labels) ticks, double low, double high)
{
    private const int Bins = 40;

    /// <summary>Doublings are equally long, instead of differences.</summary>
    public bool IsLog { get; init; }

    private double Step => (Position(high) - Position(low)) / Bins;

    /// <summary>Bars, orange where the pictures of a bin were found, and the threshold.</summary>
    public Plot Draw(HealthReport report, HealthIssue issue, Func<PictureHealth, double> measure, double threshold)
    {
        Plot plot = NewPlot();
        var found = report.Findings.Where(finding => finding.Issue == issue).Select(finding => finding.Picture).ToHashSet(ReferenceEqualityComparer.Instance);
        double[] all = Count(report.Pictures.Select(measure));
        AddBars(plot, all, ChartStyle.Blue);
        AddBars(plot, Count(report.Pictures.Where(found.Contains).Select(measure)), ChartStyle.Orange);
        AddThreshold(plot, threshold, ChartStyle.Orange, null);
        LimitHeight(plot, all.Max());
        return plot;
    }

    /// <summary>An empty chart with this axis.</summary>
    public Plot NewPlot()
    {
        Plot plot = NewPanel(title, label, "pictures");
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Values.Select(Position)], ticks.Labels);
        LimitHeight(plot, 0);
        return plot;
    }

    /// <summary>A chart for a third of the page's width.</summary>
    public static Plot NewPanel(string title, string x, string y)
    {
        Plot plot = ChartStyle.NewPlot(title, x, y);
        plot.Axes.Title.Label.FontSize = ChartStyle.LabelSize;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.FontSize = 16;
            axis.TickLabelStyle.FontSize = 14;
        }

        plot.Legend.FontSize = 14;
        return plot;
    }

    /// <summary>The spread as a line over the bins' middles.</summary>
    public void AddOutline(Plot plot, IReadOnlyList<double> values, Color colour, string name)
    {
        double[] counts = Count(values);
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(Middles(), counts, colour);
        line.LineWidth = 3;
        line.LegendText = name;
        LimitHeight(plot, Math.Max(plot.Axes.Left.Max / 1.08, counts.Max()));
    }

    public void AddThreshold(Plot plot, double threshold, Color colour, string? name)
    {
        ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(Position(threshold), 2, colour, LinePattern.Dashed);
        line.LegendText = name ?? "";
    }

    private void AddBars(Plot plot, double[] counts, Color colour)
    {
        ScottPlot.Plottables.BarPlot bars = plot.Add.Bars(Middles(), counts);
        foreach (Bar bar in bars.Bars)
        {
            bar.Size = Step * 0.9;
            bar.FillColor = colour;
            bar.LineWidth = 0;
        }
    }

    private void LimitHeight(Plot plot, double most) =>
        plot.Axes.SetLimits(Position(low) - Step, Position(high) + Step, 0, Math.Max(1, most) * 1.08);

    private double[] Count(IEnumerable<double> values)
    {
        double[] counts = new double[Bins];
        foreach (double value in values)
            counts[Math.Clamp((int)((Position(value) - Position(low)) / Step), 0, Bins - 1)]++;
        return counts;
    }

    private double[] Middles() => [.. Enumerable.Range(0, Bins).Select(bin => Position(low) + ((bin + 0.5) * Step))];

    private double Position(double value) => IsLog ? Math.Log2(Math.Max(value, low)) : value;
}
