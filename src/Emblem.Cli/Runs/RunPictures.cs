using Emblem.Data;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>Draws a run's pictures.</summary>
internal sealed class RunPictures(RunFolder folder)
{
    public void DrawBatch(IReadOnlyList<TrainingView> pictures) => BatchPicture.Write(folder.Picture("batch.png"), pictures);

    public void DrawHistory(TrainingHistory history)
    {
        LossChart.Write(folder.Picture("losses.png"), history);
        ScheduleChart.Write(folder.Picture("schedule.png"), history);
    }

    public void DrawSearch(LearningRateSearch? found)
    {
        if (found is not null)
            RateFinderChart.Write(folder.Picture("rate_finder.png"), found);
    }

    public void DrawInterpretation(ClassificationInterpretation found)
    {
        ConfusionMatrixChart.Write(folder.Picture("confusion_matrix.png"), found.Confusion);
        TopLossesPicture.Write(folder.Picture("top_losses.png"), found.TopLosses, heatmap: false);
        TopLossesPicture.Write(folder.Picture("top_losses_heatmap.png"), found.TopLosses, heatmap: true);
    }
}
