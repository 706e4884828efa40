using Emblem.Foundation;
using Emblem.Interpretation;
using ScottPlot;

namespace Emblem.Reporting;

/// <summary>
/// What is found and what is wrongly taken along as a threshold falls: ROC curves, or those of precision and recall, at most five of them, each of a class against all
/// others. Colours and line patterns tell them apart.
/// </summary>
public static class RankedCurvesChart
{
    /// <summary>Curves that one chart holds.</summary>
    public const int MostCurves = 5;

    private const double Room = 0.02;

    private static readonly (Color Colour, LinePattern Pattern)[] Looks =
    [
        (ChartStyle.Blue, LinePattern.Solid), (ChartStyle.Orange, LinePattern.Dashed), (ChartStyle.Green, LinePattern.DenselyDashed),
        (ChartStyle.Purple, LinePattern.Dotted), (ChartStyle.Grey, LinePattern.Solid),
    ];

    /// <summary>Writes ROC curves, 1200 × 750 pixels: as SVG where the path ends in <c>.svg</c>, else as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="curves">What each is called, and the curve; those beyond <see cref="MostCurves"/> are left out.</param>
    public static void Write(string path, IReadOnlyList<(string Name, RocCurve Curve)> curves) => ChartDrawing.Of(Plot(curves)).Write(path);

    /// <summary>Writes curves of precision and recall.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{ValueTuple{string, RocCurve}})"/>
    public static void Write(string path, IReadOnlyList<(string Name, PrecisionRecallCurve Curve)> curves) => ChartDrawing.Of(Plot(curves)).Write(path);

    internal static Plot Plot(IReadOnlyList<(string Name, RocCurve Curve)> curves)
    {
        Plot plot = ChartStyle.NewPlot("ROC", "others that are taken along (share)", "pictures found (share)");
        ScottPlot.Plottables.Scatter chance = plot.Add.ScatterLine((double[])[0, 1], (double[])[0, 1], ChartStyle.Line);
        chance.LineWidth = 2;
        return Add(plot, [.. curves.Select(curve => (
            $"{curve.Name} (area {ValueText.Number(curve.Curve.Area, "0.000")})",
            ChartStyle.Thin(curve.Curve.Points).Select(point => point.FalsePositives).ToArray(),
            ChartStyle.Thin(curve.Curve.Points).Select(point => point.TruePositives).ToArray()))]);
    }

    internal static Plot Plot(IReadOnlyList<(string Name, PrecisionRecallCurve Curve)> curves) => Add(
        ChartStyle.NewPlot("Precision and recall", "recall: pictures that are found (share)", "precision (share of those taken)"),
        [.. curves.Select(curve => (
            $"{curve.Name} (average {ValueText.Number(curve.Curve.AveragePrecision, "0.000")})",
            ChartStyle.Thin(curve.Curve.Points).Select(point => point.Recall).ToArray(),
            ChartStyle.Thin(curve.Curve.Points).Select(point => point.Precision).ToArray()))]);

    private static Plot Add(Plot plot, IReadOnlyList<(string Name, double[] X, double[] Y)> curves)
    {
        foreach (((string name, double[] x, double[] y), (Color colour, LinePattern pattern)) in curves.Take(MostCurves).Zip(Looks))
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, colour);
            line.LineWidth = 3;
            line.LinePattern = pattern;
            line.LegendText = name;
        }

        plot.Axes.SetLimits(-Room, 1 + Room, -Room, 1 + Room);
        if (curves.Count > 0)
            plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }
}
