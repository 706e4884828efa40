using Emblem.Data;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>Draws a run's pictures into a folder.</summary>
internal sealed class RunPictures(string folder)
{
    public void DrawBatch(IReadOnlyList<TrainingView> pictures) => BatchPicture.Write(Path.Combine(folder, "batch.png"), pictures);

    /// <summary>A head that is fitted at once has no history to draw.</summary>
    public void DrawHistory(TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            return;
        LossChart.Write(Path.Combine(folder, "losses.png"), history);
        ScheduleChart.Write(Path.Combine(folder, "schedule.png"), history);
    }

    public void DrawSearch(LearningRateSearch? found)
    {
        if (found is not null)
            RateFinderChart.Write(Path.Combine(folder, "rate_finder.png"), found);
    }

    public void DrawInterpretation(ClassificationInterpretation found)
    {
        ConfusionMatrixChart.Write(Path.Combine(folder, "confusion_matrix.png"), found.Confusion);
        TopLossesPicture.Write(Path.Combine(folder, "top_losses.png"), found.TopLosses, heatmap: false);
        TopLossesPicture.Write(Path.Combine(folder, "top_losses_heatmap.png"), found.TopLosses, heatmap: true);
    }
}
