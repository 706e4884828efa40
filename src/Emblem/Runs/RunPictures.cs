using Emblem.Data;
using Emblem.Folders;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>Draws a run's pictures into a folder. One that fails is told of, and the run does without it.</summary>
internal sealed class RunPictures(string folder, RunTeller teller, HeatmapClasses heatmaps = HeatmapClasses.PredictedAndActual)
{
    /// <summary>Whether anything is drawn; off for all but one of several processes.</summary>
    public bool Draws { get; init; } = true;

    public void DrawBatch(Func<IReadOnlyList<TrainingView>> pictures) => Draw(BatchPicture.FileName, path => BatchPicture.Write(path, pictures()));

    /// <summary>A head that is fitted at once has no history to draw.</summary>
    public void DrawHistory(TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            return;
        Draw(OwnFiles.Losses, path => LossChart.Write(path, history));
        Draw(OwnFiles.Metrics, path => MetricsChart.Write(path, history));
        Draw(OwnFiles.Schedule, path => ScheduleChart.Write(path, history));
    }

    public void DrawSearch(LearningRateSearch? found)
    {
        if (found is not null)
            Draw(OwnFiles.RateFinder, path => RateFinderChart.Write(path, found));
    }

    public void DrawInterpretation(ClassificationInterpretation found)
    {
        Draw(OwnFiles.ConfusionMatrix, path => ConfusionMatrixChart.Write(path, found.Confusion));
        if (!found.TopLosses.Any(loss => loss.View is not null))
            return;
        Draw(OwnFiles.TopLosses, path => TopLossesPicture.Write(path, found.TopLosses, heatmap: false));
        Draw(OwnFiles.TopLossesHeatmap, path => TopLossesPicture.Write(path, found.TopLosses, heatmap: true, heatmaps));
        Draw(ResultsPicture.FileName, path => ResultsPicture.Write(path, found.Results));
    }

    private void Draw(string name, Action<string> draw)
    {
        if (!Draws)
            return;
        string path = Path.Combine(folder, name);
        teller.TryWrite(name, () =>
        {
            draw(path);
            return path;
        });
    }
}
