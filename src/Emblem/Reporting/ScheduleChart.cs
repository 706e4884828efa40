using Emblem.Training;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>Learning rate and momentum over the batches: fast.ai's <c>plot_lr(show_moms=True)</c>.</summary>
public static class ScheduleChart
{
    /// <summary>Writes the chart, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, TrainingHistory history) => ChartDrawing.Of(Panels(history)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    public static byte[] Draw(TrainingHistory history) => ChartDrawing.Of(Panels(history)).ToPng();

    /// <summary>Rate, then momentum.</summary>
    internal static IReadOnlyList<Plot> Panels(TrainingHistory history) =>
    [
        Panel(history, "Learning rate of the head", "rate", batch => batch.LearningRate, ChartStyle.Blue),
        Panel(history, "Momentum", "AdamW's beta 1", batch => batch.Momentum, ChartStyle.Orange),
    ];

    private static Plot Panel(TrainingHistory history, string title, string label, Func<BatchRecord, double> value, Color colour)
    {
        Plot plot = ChartStyle.NewPlot(title, "training batches", label);
        foreach (IGrouping<int, (double X, double Y)> fit in Fits(history, value))
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(fit.Select(p => p.X).ToArray(), fit.Select(p => p.Y).ToArray(), colour);
            line.LineWidth = 3;
        }

        plot.Axes.AutoScale();
        return plot;
    }

    /// <summary>Each fit is a line of its own: its schedule begins anew.</summary>
    private static IEnumerable<IGrouping<int, (double X, double Y)>> Fits(TrainingHistory history, Func<BatchRecord, double> value)
    {
        int[] ends = [.. history.Epochs.GroupBy(epoch => epoch.Fit).Select(fit => fit.Last().Iterations)];
        return history.Batches.GroupBy(
            batch => ends.Count(end => end <= batch.Iteration), batch => ((double)batch.Iteration + 1, value(batch)));
    }
}
