using System.Globalization;
using Emblem.Interpretation;

namespace Emblem.Reporting;

/// <summary>The pictures that the model found hardest, with or without where it looked: fast.ai's <c>plot_top_losses</c>.</summary>
public static class TopLossesPicture
{
    /// <summary>Writes the grid as PNG.</summary>
    public static void Write(string path, IReadOnlyList<TopLoss> losses, bool heatmap) => ChartStyle.Write(path, Draw(losses, heatmap));

    /// <summary>The grid as PNG.</summary>
    /// <param name="losses">Hardest first.</param>
    /// <param name="heatmap">Lays each picture's Grad-CAM over it, where there is one.</param>
    public static byte[] Draw(IReadOnlyList<TopLoss> losses, bool heatmap) => PictureGrid.Draw(
        "Prediction / Actual / Loss / Probability",
        [
            .. losses.Select(loss => new GridCell(
                loss.View,
                [$"{loss.Predicted} / {loss.Actual}", string.Create(CultureInfo.InvariantCulture, $"{loss.Loss:0.00} / {loss.Probability:0.00}")],
                heatmap && loss.Heatmap is { } map ? (canvas, place) => HeatmapOverlay.Draw(canvas, place, map) : null)),
        ]);
}
