using Emblem.Foundation;
using Emblem.Training;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>
/// The training loss batch by batch and the validation loss at each epoch's end: fast.ai's <c>plot_losses</c>. What is no finite number is left out; what lies
/// far above all else is seen in a band of its own (<see cref="BrokenAxis"/>).
/// </summary>
public static class LossChart
{
    // A validation loss up to this many times above the best one is usual.
    private const double Headroom = 1.6;

    // How far the training losses may fall and be seen on one scale.
    private const double Steep = 4;

    // Points of more epochs run into each other.
    private const int MostMarked = 60;

    private const float MarkerSize = 10;
    private const int MostTicks = 15;

    /// <summary>Writes the chart, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, TrainingHistory history) => ChartDrawing.Of(Plot(history)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    public static byte[] Draw(TrainingHistory history) => ChartDrawing.Of(Plot(history)).ToPng();

    internal static Plot Plot(TrainingHistory history)
    {
        Point[] each = [.. Finite(history.Batches.Select(batch => (batch.Iteration + 1, (double?)batch.Loss)))];
        Point[] smoothed = [.. Finite(history.Batches.Select(batch => (batch.Iteration + 1, (double?)batch.SmoothedLoss)))];
        Point[] validation = [.. Finite(history.Epochs.Select(epoch => (epoch.Iterations, epoch.ValidLoss)))];
        var axis = new BrokenAxis([.. each.Concat(smoothed).Concat(validation).Select(point => point.Y)], Usual(smoothed, validation));

        Plot plot = ChartStyle.NewPlot(axis.IsBroken ? "Loss (above the gap on a logarithmic scale)" : "Loss", "training batches", "cross-entropy (nats)");
        AddLine(plot, axis, each, ChartStyle.Faint, 1.5f, "each batch");
        AddLine(plot, axis, smoothed, ChartStyle.Blue, 3, "training, smoothed");
        if (AddLine(plot, axis, validation, ChartStyle.Orange, 2, "validation") is { } points)
            points.MarkerSize = validation.Length > MostMarked ? MarkerSize / 3 : MarkerSize;
        foreach (EpochRecord final in history.Epochs.GroupBy(epoch => epoch.Fit).SkipLast(1).Select(fit => fit.Last()))
            plot.Add.VerticalLine(final.Iterations + 0.5, 1, ChartStyle.Grey, LinePattern.Dashed);
        int last = Math.Max(history.Batches.Count, history.Epochs.LastOrDefault()?.Iterations ?? 0) + 1;
        axis.Apply(plot, last);
        ChartStyle.CountBelow(plot, 0, last, MostTicks);

        // A legend of nothing leaves no room for the chart.
        if (each.Length + smoothed.Length + validation.Length > 0)
            plot.ShowLegend(Edge.Bottom);
        return plot;
    }

    /// <summary>
    /// What is to be seen on the lower scale: the smoothed losses, but for a start far above nine tenths of them, and validation's best one, since from random
    /// weights most of the others may lie far above. A single validation loss is measured by the training's.
    /// </summary>
    private static double Usual(Point[] smoothed, Point[] validation)
    {
        double training = Math.Min(Quantile(smoothed, 1), Steep * Quantile(smoothed, 0.9));
        return validation.Length == 1 && smoothed.Length > 0 ? training : Math.Max(training, Headroom * Quantile(validation, 0));
    }

    /// <summary>The value that a share of all does not exceed; 0 of none.</summary>
    private static double Quantile(Point[] points, double share) =>
        points.Length == 0 ? 0 : points.Select(point => point.Y).Order().ElementAt((int)((points.Length - 1) * share));

    private static IEnumerable<Point> Finite(IEnumerable<(int X, double? Y)> points) =>
        points.Where(point => FiniteNumbers.OrNull(point.Y) is >= 0).Select(point => new Point(point.X, point.Y!.Value));

    private static ScottPlot.Plottables.Scatter? AddLine(Plot plot, BrokenAxis axis, Point[] points, Color colour, float width, string name)
    {
        if (points.Length == 0)
            return null;
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            points.Select(point => point.X).ToArray(), points.Select(point => axis.PlaceOf(point.Y)).ToArray(), colour);
        line.LineWidth = width;
        line.LegendText = name;

        // No line leads to a single point.
        line.MarkerSize = points.Length == 1 ? MarkerSize : 0;
        return line;
    }

    private readonly record struct Point(double X, double Y);
}
