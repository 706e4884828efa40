using Emblem.Interpretation;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>
/// How often a model is right beside how sure it says it is: a point for each bin of its answers, with the 95% interval, and the line on which both are the same.
/// Points below the line are answers that it was too sure of.
/// </summary>
public static class ReliabilityChart
{
    private const double Room = 0.03;
    private const float Smallest = 7;
    private const float Largest = 22;

    /// <summary>Writes the chart, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, Calibration calibration) => ChartDrawing.Of(Plot(calibration)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    public static byte[] Draw(Calibration calibration) => ChartDrawing.Of(Plot(calibration)).ToPng();

    internal static Plot Plot(Calibration calibration)
    {
        Plot plot = ChartStyle.NewPlot("Reliability", "how sure it says it is (probability)", "right answers (share)");
        ScottPlot.Plottables.Scatter ideal = plot.Add.ScatterLine((double[])[0, 1], (double[])[0, 1], ChartStyle.Grey);
        ideal.LinePattern = LinePattern.Dashed;
        ideal.LineWidth = 2;
        ideal.LegendText = "as sure as it should be";
        ReliabilityBin[] bins = [.. calibration.Bins.Where(bin => bin.Confidence is not null)];
        int most = bins.Select(bin => bin.Accuracy.Count).DefaultIfEmpty(1).Max();
        foreach (ReliabilityBin bin in bins)
        {
            ScottPlot.Plottables.Scatter interval = plot.Add.ScatterLine(
                (double[])[bin.Confidence!.Value, bin.Confidence.Value], (double[])[bin.Accuracy.Low, bin.Accuracy.High], ChartStyle.Blue);
            interval.LineWidth = 2;
            double share = Math.Sqrt((double)bin.Accuracy.Count / most);
            plot.Add.Marker(bin.Confidence.Value, bin.Accuracy.Score, MarkerShape.FilledCircle, (float)(Smallest + ((Largest - Smallest) * share)), ChartStyle.Blue);
        }

        if (bins.Length > 0)
            plot.Add.Marker(-1, -1, MarkerShape.FilledCircle, 10, ChartStyle.Blue).LegendText = "answers, larger for more, with 95% interval";
        plot.Axes.SetLimits(-Room, 1 + Room, -Room, 1 + Room);
        plot.ShowLegend(Edge.Bottom);
        return plot;
    }
}
