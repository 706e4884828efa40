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

    /// <summary>Begins to draw, beside whatever comes next.</summary>
    /// <returns>Writes it; to be called when the folder is the run's.</returns>
    public Action DrawBatch(Func<IReadOnlyList<TrainingView>> pictures) => Begin((BatchPicture.FileName, () => BatchPicture.Draw(pictures())));

    /// <summary>A head that is fitted at once has no history to draw.</summary>
    public void DrawHistory(TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            return;
        Draw(
            (OwnFiles.Losses, () => LossChart.Draw(history)),
            (OwnFiles.Metrics, () => MetricsChart.Draw(history)),
            (OwnFiles.Schedule, () => ScheduleChart.Draw(history)));
    }

    public void DrawSearch(LearningRateSearch? found)
    {
        if (found is not null)
            Draw((OwnFiles.RateFinder, () => RateFinderChart.Draw(found)));
    }

    public void DrawInterpretation(ClassificationInterpretation found)
    {
        bool hasViews = found.TopLosses.Any(loss => loss.View is not null);
        Draw(
        [
            (OwnFiles.ConfusionMatrix, () => ConfusionMatrixChart.Draw(found.Confusion)),
            .. !hasViews ? [] : new (string, Func<byte[]>)[]
            {
                (OwnFiles.TopLosses, () => TopLossesPicture.Draw(found.TopLosses, heatmap: false)),
                (OwnFiles.TopLossesHeatmap, () => TopLossesPicture.Draw(found.TopLosses, heatmap: true, heatmaps)),
                (ResultsPicture.FileName, () => ResultsPicture.Draw(found.Results)),
            },
        ]);
    }

    private void Draw(params (string Name, Func<byte[]> Draw)[] pictures) => Begin(pictures)();

    /// <summary>Draws several at the same time.</summary>
    /// <returns>Waits for them, and writes and tells of each in turn.</returns>
    private Action Begin(params (string Name, Func<byte[]> Draw)[] pictures)
    {
        if (!Draws)
            return () => { };
        (string Name, Task<byte[]> Png)[] begun = [.. pictures.Select(picture => (picture.Name, Task.Run(picture.Draw)))];
        return () =>
        {
            foreach ((string name, Task<byte[]> png) in begun)
            {
                teller.TryWrite(name, () =>
                {
                    string path = Path.Combine(folder, name);
                    ChartStyle.Write(path, png.GetAwaiter().GetResult());
                    return path;
                });
            }
        };
    }
}
