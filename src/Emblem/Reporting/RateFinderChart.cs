using System.Globalization;
using Emblem.Training;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Emblem.Reporting;

/// <summary>The loss while the learning rate grew, with fast.ai's two suggestions: <c>recorder.plot(suggestion=True)</c>.</summary>
public static class RateFinderChart
{
    private const int SkippedStart = 10;
    private const int SkippedEnd = 5;

    /// <summary>Writes the chart, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    public static void Write(string path, LearningRateSearch search) => ChartDrawing.Of(Plot(search)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels. The first 10 and last 5 batches are left out, as fast.ai does, where that leaves any.</summary>
    public static byte[] Draw(LearningRateSearch search) => ChartDrawing.Of(Plot(search)).ToPng();

    internal static Plot Plot(LearningRateSearch search)
    {
        Plot plot = ChartStyle.NewPlot("Learning rate search", "learning rate (log scale)", "smoothed loss (nats)");
        int used = search.Rates.Count - SkippedStart - SkippedEnd;
        (double Rate, double Loss)[] all = [.. search.Rates.Zip(search.SmoothedLosses)];
        (double Rate, double Loss)[] points = [.. (used >= 2 ? all.Skip(SkippedStart).Take(used) : all).Where(point => double.IsFinite(point.Loss))];
        if (points.Length > 0)
            AddCurve(plot, points);
        Mark(plot, points, "Min numerical gradient", search.MinimumGradient, ChartStyle.Orange);
        Mark(plot, points, "Min loss divided by 10", search.MinimumLossOverTen, ChartStyle.Green);
        plot.ShowLegend(Alignment.LowerLeft);
        return plot;
    }

    private static void AddCurve(Plot plot, (double Rate, double Loss)[] points)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            points.Select(point => Math.Log10(point.Rate)).ToArray(), points.Select(point => point.Loss).ToArray(), ChartStyle.Blue);
        line.LineWidth = 3;
        double low = points.Min(point => point.Loss);
        double start = points[0].Loss;

        // The tail may be four times the rest: the valley is what is looked for.
        double high = Math.Min(points.Max(point => point.Loss), start + Math.Max(start - low, 0.25 * start));
        double margin = Math.Max(0.06 * (high - low), 1e-3);
        plot.Axes.SetLimits(Math.Log10(points[0].Rate) - 0.1, Math.Log10(points[^1].Rate) + 0.1, low - (2 * margin), high + margin);
        int first = (int)Math.Floor(Math.Log10(points[0].Rate));
        double[] decades = [.. Enumerable.Range(first, (int)Math.Ceiling(Math.Log10(points[^1].Rate)) - first + 1).Select(power => (double)power)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            decades, [.. decades.Select(power => string.Create(CultureInfo.InvariantCulture, $"1e{power:0}"))]);
    }

    /// <summary>On the curve, at the point whose rate is nearest.</summary>
    private static void Mark(Plot plot, (double Rate, double Loss)[] points, string name, double? rate, Color colour)
    {
        if (rate is not { } found || points.Length == 0)
            return;
        (double Rate, double Loss) nearest = points.MinBy(point => Math.Abs(Math.Log(point.Rate / found)));
        ScottPlot.Plottables.Marker marker = plot.Add.Marker(Math.Log10(found), nearest.Loss, MarkerShape.FilledCircle, 16, colour);
        marker.LegendText = string.Create(CultureInfo.InvariantCulture, $"{name}: {found:0.00E+00}");
    }
}
