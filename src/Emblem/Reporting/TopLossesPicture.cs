using Emblem.Interpretation;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// The pictures that the model found hardest, with or without where it looked: fast.ai's <c>plot_top_losses</c>. Mistakes have captions and frames of another
/// colour than right answers. A heatmap that says nothing is not drawn, and the caption says so.
/// </summary>
public static class TopLossesPicture
{
    /// <summary>Writes the grid as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="losses">Hardest first; those without a view are left out.</param>
    /// <param name="heatmap">Lays each picture's Grad-CAM over it, where there is one.</param>
    /// <param name="classes">Whose, with a heatmap.</param>
    public static void Write(string path, IReadOnlyList<TopLoss> losses, bool heatmap, HeatmapClasses classes = HeatmapClasses.PredictedAndActual) =>
        ChartStyle.Write(path, Draw(losses, heatmap, classes));

    /// <summary>The grid as PNG.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Draw(IReadOnlyList<TopLoss> losses, bool heatmap, HeatmapClasses classes = HeatmapClasses.PredictedAndActual)
    {
        losses = [.. losses.Where(loss => loss.View is not null)];
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        return heatmap && classes == HeatmapClasses.PredictedAndActual
            ? PictureGrid.Draw("Evidence for the predicted and the actual class", [.. losses.Select(WithBoth)])
            : PictureGrid.Draw("Prediction / Actual / Loss / Probability", [.. losses.Select(loss => WithActual(loss, heatmap, font))]);
    }

    private static GridCell WithActual(TopLoss loss, bool heatmap, SKFont font)
    {
        Heatmap? map = heatmap ? loss.Heatmap : null;
        string names = ChartFont.Fit(loss.Predicted, " / ", loss.Actual, font, PictureGrid.Panel);
        string numbers = $"{AnswerText.Number(loss.Loss)} / {AnswerText.Number(loss.Probability)}";
        return Cell(loss, [Panel(loss, map, [])], [names, numbers, .. Note(loss, map, loss.Actual)]);
    }

    private static GridCell WithBoth(TopLoss loss) => loss.IsRight
        ? Cell(
            loss,
            [
                Panel(loss, loss.Heatmap, [AnswerText.Of("predicted", loss.Probability, loss.Actual), .. Note(loss, loss.Heatmap, loss.Actual)]),
                Panel(loss, null, [$"right, loss {AnswerText.Number(loss.Loss)}"]),
            ],
            [])
        : Cell(
            loss,
            [
                Panel(
                    loss,
                    loss.PredictedHeatmap,
                    [AnswerText.Of("predicted", loss.PredictedProbability, loss.Predicted), .. Note(loss, loss.PredictedHeatmap, loss.Predicted)]),
                Panel(loss, loss.Heatmap, [AnswerText.Of("actual", loss.Probability, loss.Actual), .. Note(loss, loss.Heatmap, loss.Actual)]),
            ],
            [$"wrong, loss {AnswerText.Number(loss.Loss)}"]);

    private static GridCell Cell(TopLoss loss, GridPanel[] panels, string[] caption) => new(panels, caption) { Colour = AnswerText.ColourOf(loss.IsRight) };

    private static GridPanel Panel(TopLoss loss, Heatmap? map, string[] caption) =>
        new(loss.View!, map is null ? null : (canvas, place) => HeatmapOverlay.Draw(canvas, place, map)) { Caption = caption };

    /// <summary>Why no map is drawn; where the model's numbers are none, its answer says it already.</summary>
    private static string[] Note(TopLoss loss, Heatmap? map, string ofClass) =>
        loss.Predicted != TopLoss.NoAnswer && map?.WhyBlank(ofClass) is { } why ? [why] : [];
}
