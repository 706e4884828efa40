using Emblem.Foundation;
using Emblem.Interpretation;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Emblem.Reporting;

/// <summary>
/// Accuracy over the pictures that taught: points with their intervals, and the band in which the curve lies with 95% certainty, on to twice as many pictures. Where
/// it cannot be told what these bring, the band goes on alone: a line would promise something.
/// </summary>
public static class LearningCurveChart
{
    private const int MostTicks = 8;
    private const float MarkerSize = 12;
    private const double Opacity = 0.55;
    private const double Room = 0.02;

    /// <summary>Writes the chart as PNG, or as SVG where the path ends with <c>.svg</c>; 1200 × 750 pixels.</summary>
    public static void Write(string path, LearningCurve curve) => ChartDrawing.Of(PlotOf(curve)).Write(path);

    /// <summary>The chart as PNG, 1200 × 750 pixels.</summary>
    public static byte[] Draw(LearningCurve curve) => ChartDrawing.Of(PlotOf(curve)).ToPng();

    private static Plot PlotOf(LearningCurve curve)
    {
        Plot plot = ChartStyle.NewPlot(Title(curve), "training pictures", "accuracy on held-out pictures");
        LearningPoint last = curve.Points[^1];
        double end = curve.Forecast?.Pictures ?? last.Pictures;
        if (curve.Forecast is { } more)
            AddBand(plot, more, last.Pictures, curve.Verdict != LearningVerdict.CannotTell);
        AddPoints(plot, curve.Points);
        double lowest = curve.Points.Min(point => point.Low);
        double low = Math.Min(lowest, curve.Forecast?.Band.Where(place => place.Pictures >= last.Pictures).Min(place => place.Low) ?? 1);
        plot.Axes.SetLimits(0, end * (1 + Room), Math.Max(0, low - Room) - (Room / 2), 1 + Room);
        ChartStyle.CountBelow(plot, 0, (int)end, MostTicks);
        double step = ChartStyle.NiceStep((1 - low) / MostTicks);
        double[] ticks = [.. Enumerable.Range(0, (int)(1 / step) + 1).Select(i => 1 - (i * step)).Where(tick => tick >= 0)];
        plot.Axes.Left.TickGenerator = new NumericManual(ticks, [.. ticks.Select(tick => ValueText.Number(tick, "0.00#"))]);
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    private static string Title(LearningCurve curve) => curve.Verdict switch
    {
        LearningVerdict.WorthIt => $"Twice as many pictures: {Gain(curve)}, worth it",
        LearningVerdict.HardlyWorthIt => $"Twice as many pictures: {Gain(curve)}, hardly worth it",
        _ => "What more pictures would bring cannot be told",
    };

    private static string Gain(LearningCurve curve)
    {
        LearningForecast more = curve.Forecast!;
        return $"{Signed(more.Gain)} ({Signed(more.Low)} to {Signed(more.High)})";
    }

    private static string Signed(double gain) => ValueText.Number(gain, "+0.000;-0.000;0.000");

    private static void AddPoints(Plot plot, IReadOnlyList<LearningPoint> points)
    {
        foreach (LearningPoint point in points)
            plot.Add.Line(point.Pictures, point.Low, point.Pictures, point.High).LineStyle = new LineStyle { Width = 2, Color = ChartStyle.Blue };
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterPoints(
            points.Select(point => (double)point.Pictures).ToArray(), points.Select(point => point.Accuracy).ToArray(), ChartStyle.Blue);
        line.MarkerSize = MarkerSize;
        line.LegendText = "measured, with its 95% interval for new pictures";
    }

    private static void AddBand(Plot plot, LearningForecast more, int pictures, bool isTold)
    {
        // A mean of folds need not be a whole number.
        double last = pictures + 0.5;
        ForecastPoint[] known = [.. more.Band.Where(place => place.Pictures <= last)];
        ForecastPoint[] beyond = [.. known.TakeLast(1), .. more.Band.Where(place => place.Pictures > last)];
        Fill(plot, known, ChartStyle.Blue, "where the curve lies, with 95% certainty");
        Fill(plot, beyond, ChartStyle.Orange, "where it would lie with more pictures");
        AddLine(plot, known, ChartStyle.Blue, LinePattern.Solid);
        if (isTold)
            AddLine(plot, beyond, ChartStyle.Orange, LinePattern.Dashed);
        plot.Add.VerticalLine(pictures, 1, ChartStyle.Grey, LinePattern.Dashed);
    }

    private static void Fill(Plot plot, ForecastPoint[] places, Color colour, string name)
    {
        ScottPlot.Plottables.FillY band = plot.Add.FillY(
            [.. places.Select(place => place.Pictures)], [.. places.Select(place => place.Low)], [.. places.Select(place => place.High)]);
        band.FillStyle.Color = colour.WithAlpha(Opacity / 2);
        band.LineStyle.Width = 0;
        band.MarkerStyle.Size = 0;
        band.LegendText = name;
    }

    private static void AddLine(Plot plot, ForecastPoint[] places, Color colour, LinePattern pattern)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            places.Select(place => place.Pictures).ToArray(), places.Select(place => place.Accuracy).ToArray(), colour);
        line.LineWidth = 3;
        line.LinePattern = pattern;
    }
}
