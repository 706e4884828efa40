using System.Globalization;
using Emblem.Foundation;
using Emblem.Training;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>
/// Every metric over the epochs, a panel each: fast.ai's <c>plot_metrics</c>. Epochs are counted over all fits from 1; a dashed line parts two fits. What is no
/// finite number, such as a metric of a class without pictures, is left out.
/// </summary>
public static class MetricsChart
{
    private const int MostInAColumn = 2;
    private const int MostMarked = 60;
    private const double Room = 0.08;

    // A metric that never changes has a scale all the same.
    private const double LeastRoom = 0.05;

    // A line at 0 or 1 is seen whole.
    private const double BeyondShares = 0.02;
    private const int MostTicks = 10;

    /// <summary>Writes the chart: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, TrainingHistory history) => Drawing(history).Write(path);

    /// <summary>The chart as PNG, 1200 pixels wide and 750 high; higher with more than four metrics.</summary>
    public static byte[] Draw(TrainingHistory history) => Drawing(history).ToPng();

    /// <summary>A panel each metric.</summary>
    internal static IReadOnlyList<Plot> Panels(TrainingHistory history)
    {
        string[] names = [.. history.Epochs.SelectMany(epoch => epoch.Metrics).Select(metric => metric.Name).Distinct(StringComparer.Ordinal)];
        int[] ends = [.. history.Epochs.Index().GroupBy(epoch => epoch.Item.Fit).SkipLast(1).Select(fit => fit.Last().Index + 1)];
        return [.. names.Select(name => Panel(name, ValuesOf(history, name), ends, history.Epochs.Count))];
    }

    private static ChartDrawing Drawing(TrainingHistory history)
    {
        IReadOnlyList<Plot> panels = Panels(history);
        return panels.Count <= MostInAColumn
            ? ChartDrawing.Of(panels.Count == 0 ? [ChartStyle.NewPlot("No metric was measured", "epochs", "")] : panels)
            : ChartDrawing.Of(panels, columns: 2, ChartStyle.Height / 2);
    }

    private static (double Epoch, double Value)[] ValuesOf(TrainingHistory history, string name) =>
    [
        .. history.Epochs.Index().SelectMany(epoch => epoch.Item.Metrics
            .Where(metric => metric.Name == name && FiniteNumbers.OrNull(metric.Value) is not null)
            .Select(metric => (epoch.Index + 1.0, metric.Value))),
    ];

    private static Plot Panel(string name, (double Epoch, double Value)[] points, int[] ends, int epochs)
    {
        string last = points.Length == 0 ? "never defined" : points[^1].Value.ToString("0.0000", CultureInfo.InvariantCulture);
        Plot plot = ChartStyle.NewPlot($"{name}: {last}{(points.Length > 1 ? " at the end" : "")}", "epochs", name);
        foreach (int end in ends)
            plot.Add.VerticalLine(end + 0.5, 1, ChartStyle.Grey, LinePattern.Dashed);
        if (points.Length > 0)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(points.Select(p => p.Epoch).ToArray(), points.Select(p => p.Value).ToArray(), ChartStyle.Blue);
            line.LineWidth = 3;
            line.MarkerSize = points.Length > MostMarked ? 0 : 9;
        }

        (double low, double high) = Limits([.. points.Select(point => point.Value)]);
        plot.Axes.SetLimits(0.5, epochs + 0.5, low, high);
        ChartStyle.CountBelow(plot, 1, epochs, MostTicks);
        return plot;
    }

    /// <summary>What the values take and some room; a share never goes far beyond 0 or 1.</summary>
    private static (double Low, double High) Limits(double[] values)
    {
        double low = values.DefaultIfEmpty(0).Min();
        double high = values.DefaultIfEmpty(1).Max();
        double room = Math.Max(LeastRoom, Room * (high - low));
        return low >= 0 && high <= 1 ? (Math.Max(low - room, -BeyondShares), Math.Min(high + room, 1 + BeyondShares)) : (low - room, high + room);
    }
}
