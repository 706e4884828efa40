using System.Globalization;
using Emblem.Foundation;
using Emblem.Training;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>The training loss batch by batch and the validation loss at each epoch's end: fast.ai's <c>plot_losses</c>. What is no finite number is left out.</summary>
public static class LossChart
{
    // A validation loss this many times above the training losses, and above most of its own, is cut off: one bad epoch would flatten everything else.
    private const double Headroom = 1.6;

    private const double RoomForLegend = 1.2;

    /// <summary>Writes the chart as PNG, 1200 × 750 pixels.</summary>
    public static void Write(string path, TrainingHistory history) => ChartStyle.Write(path, Draw(history));

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    public static byte[] Draw(TrainingHistory history)
    {
        Plot plot = ChartStyle.NewPlot("Loss", "training batches", "cross-entropy (nats)");
        double[] x = [.. history.Batches.Select(batch => (double)batch.Iteration + 1)];
        AddLine(plot, x, [.. history.Batches.Select(batch => batch.Loss)], ChartStyle.Faint, 1.5f, "each batch");
        AddLine(plot, x, [.. history.Batches.Select(batch => batch.SmoothedLoss)], ChartStyle.Blue, 3, "training, smoothed");
        EpochRecord[] validated = [.. history.Epochs.Where(epoch => FiniteNumbers.OrNull(epoch.ValidLoss) is not null)];
        AddPoints(plot, validated);
        foreach (EpochRecord last in history.Epochs.GroupBy(epoch => epoch.Fit).SkipLast(1).Select(fit => fit.Last()))
            plot.Add.VerticalLine(last.Iterations + 0.5, 1, ChartStyle.Grey, LinePattern.Dashed);
        LimitHeight(plot, history, validated);
        plot.ShowLegend(Alignment.UpperRight);
        return ChartStyle.Png(plot);
    }

    private static void AddLine(Plot plot, double[] x, double[] y, Color colour, float width, string name)
    {
        (double X, double Y)[] points = [.. x.Zip(y).Where(point => double.IsFinite(point.Second))];
        if (points.Length == 0)
            return;
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(points.Select(point => point.X).ToArray(), points.Select(point => point.Y).ToArray(), colour);
        line.LineWidth = width;
        line.LegendText = name;
    }

    private static void AddPoints(Plot plot, EpochRecord[] epochs)
    {
        if (epochs.Length == 0)
            return;
        ScottPlot.Plottables.Scatter points = plot.Add.Scatter(
            epochs.Select(epoch => (double)epoch.Iterations).ToArray(), epochs.Select(epoch => epoch.ValidLoss!.Value).ToArray(), ChartStyle.Orange);
        points.LineWidth = 2;
        points.MarkerSize = 10;
        points.LegendText = "validation";
    }

    private static void LimitHeight(Plot plot, TrainingHistory history, EpochRecord[] validated)
    {
        double[] training = [.. history.Batches.Select(batch => batch.SmoothedLoss).Where(double.IsFinite)];
        if (training.Length == 0)
            return;
        double[] validation = [.. validated.Select(epoch => epoch.ValidLoss!.Value).Order()];
        double usual = validation.Length == 0 ? 0 : validation[validation.Length / 2];
        double limit = Math.Max(training.Max(), usual) * Headroom;
        double highest = validation.LastOrDefault();
        double top = Math.Max(training.Max(), Math.Min(highest, limit));
        plot.Axes.SetLimits(0, history.Batches.Count + 1, 0, top * RoomForLegend);
        if (highest > limit)
            plot.Title(string.Create(CultureInfo.InvariantCulture, $"Loss (validation reaches {highest:0.0}, beyond the chart)"), ChartStyle.TitleSize);
    }
}
