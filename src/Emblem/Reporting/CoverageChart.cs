using Emblem.Interpretation;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>How often a model is right if it answers only where it is surest: from few pictures, at the left, to all, with the 95% interval.</summary>
public static class CoverageChart
{
    private const double Room = 0.02;

    /// <summary>Writes the chart, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="curve">What each threshold does.</param>
    /// <param name="chosen">A threshold to mark; none when null or where it cannot be reached.</param>
    public static void Write(string path, CoverageCurve curve, AbstainThreshold? chosen = null) => ChartDrawing.Of(Plot(curve, chosen)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Draw(CoverageCurve curve, AbstainThreshold? chosen = null) => ChartDrawing.Of(Plot(curve, chosen)).ToPng();

    internal static Plot Plot(CoverageCurve curve, AbstainThreshold? chosen)
    {
        Plot plot = ChartStyle.NewPlot("Answers and their precision", "pictures that get an answer (share)", "right of those (share)");
        IReadOnlyList<CoveragePoint> points = ChartStyle.Thin(curve.Points);
        double[] covered = [.. points.Select(point => point.Coverage.Score)];
        if (covered.Length > 0)
        {
            ScottPlot.Plottables.FillY band = plot.Add.FillY(covered, [.. points.Select(point => point.Precision.Low)], [.. points.Select(point => point.Precision.High)]);
            band.FillColor = ChartStyle.Blue.WithAlpha(0.18);
            band.LineWidth = 0;
            band.MarkerSize = 0;
            band.LegendText = "95% interval";
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(covered, points.Select(point => point.Precision.Score).ToArray(), ChartStyle.Blue);
            line.LineWidth = 3;
            line.MarkerSize = covered.Length == 1 ? 10 : 0;
            line.LegendText = "right answers";
        }

        if (chosen is { IsReachable: true } && curve.Points.LastOrDefault(point => point.Threshold >= chosen.Threshold) is { } at)
        {
            ScottPlot.Plottables.Marker mark = plot.Add.Marker(at.Coverage.Score, at.Precision.Score, MarkerShape.FilledCircle, 14, ChartStyle.Orange);
            mark.LegendText = $"answers from {Foundation.ValueText.Number(chosen.Threshold, "0.00")} on";
        }

        double lowest = curve.Points.Select(point => point.Precision.Low).DefaultIfEmpty(0).Min();
        plot.Axes.SetLimits(0, 1 + Room, Math.Max(0, Math.Min(lowest, 0.9) - Room), 1 + Room);
        if (covered.Length > 0)
            plot.ShowLegend(Edge.Bottom);
        return plot;
    }
}
