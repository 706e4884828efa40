using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Reporting.Report;
using Emblem.Training;

namespace Emblem.Runs.Report;

/// <summary>How it learned: losses, schedule, the search for rates, and fast.ai's table of epochs.</summary>
internal static class TrainingSection
{
    private const int MostEpochs = 200;

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("training", "Training");
        section.Say(Kept(report));
        if (report.Scores is { FineTuning: { } gain, HeadLoss: { } head })
        {
            section.Say($"Validation loss: {ValueText.Number(head)} with the fitted head, {ValueText.Number(gain.Loss)} fine-tuned ({ValueText.Number(gain.Mean)} less, standard error {ValueText.Number(gain.StandardError)}); "
                + (gain.IsReal ? "that is more than chance, so what was fine-tuned was kept." : "that may be chance, so the fitted head was kept."));
        }

        TrainingHistory history = report.History;
        if (history.Epochs.Count == 0)
        {
            section.Say("There are no losses and no schedule to show: a head that is fitted on frozen features is computed at once, without epochs.");
            return Search(section, report);
        }

        if (history.Batches.Count == 0)
            section.Lack("This run did not write its batches down (batches.csv), as runs of earlier versions did not: losses between epochs and the schedule are missing. Train again to have them.");
        TrainingHistory drawn = history with { Batches = ChartStyle.Thin(history.Batches) };
        var charts = new List<(ChartDrawing, string, string)>();
        if (drawn.Batches.Count > 0)
        {
            charts.Add((PageChart.Of(LossChart.Plot(drawn)), "Losses.", Losses(history)));
            IReadOnlyList<ScottPlot.Plot> schedule = ScheduleChart.Panels(drawn);
            charts.Add((PageChart.Of(schedule[0]), "Learning rate of the head.", $"Its peak is {ValueText.Rate(history.Batches.Max(batch => batch.LearningRate))}; each stage has a rise and a fall of its own."));
            charts.Add((PageChart.Of(schedule[1]), "Momentum.", "It goes down while the rate goes up, and back."));
        }

        // The error rate is what accuracy leaves of 1.
        string[] names = Names(history);
        charts.AddRange(MetricsChart.Panels(history).Zip(names).Where(panel => panel.Second != "error_rate" || !names.Contains("accuracy"))
            .Select(panel => (PageChart.Of(panel.First), $"{panel.Second} by epoch.", Metric(history, panel.Second))));
        section.Charts([.. charts]);
        Search(section, report);
        return Epochs(section, history);
    }

    private static string Kept(RunReport report)
    {
        string network = $"Recipe {report.Plan.Recipe.Name} on {report.Plan.Architecture}, started from {(report.Plan.Weights == "none" ? "random numbers" : report.Plan.Weights)}.";
        FitProvenance? last = report.Model?.Provenance.Fits.LastOrDefault();
        return last switch
        {
            null => network,
            { C: { } c } => $"{network} The model that was kept has the fitted head (C = {ValueText.Item(c)}).",
            _ => $"{network} The model that was kept is of epoch {ValueText.Count(last.Epochs)} of {ValueText.Count(last.PlannedEpochs)} in its last stage.",
        };
    }

    private static PageSection Search(PageSection section, RunReport report)
    {
        section.Head("Rate finder");
        if (report.Rates is not { } rates)
            return section.Say(report.Why("the search for rates") is { } reason ? $"The search for rates cannot be read: {reason}" : "No search for learning rates is written down here: most recipes have rates of their own. --find makes one to look at.");
        return section.Charts((
            PageChart.Of(RateFinderChart.Plot(rates)),
            "Learning rate search.",
            $"The loss falls fastest at a rate of {ValueText.Rate(rates.MinimumGradient)}; a tenth of its lowest point is {ValueText.Rate(rates.MinimumLossOverTen)}."));
    }

    private static PageSection Epochs(PageSection section, TrainingHistory history) => section.Head("Epochs").Table(
        "A row an epoch; a stage begins at epoch 0",
        ["epoch", "stage", "training loss", "validation loss", .. Names(history), "time"],
        [
            .. history.Epochs.Select(epoch => (string[])
            [
                ValueText.Count(epoch.Epoch), ValueText.Count(epoch.Fit + 1), ValueText.Number(epoch.TrainLoss), ValueText.Number(epoch.ValidLoss),
                .. Names(history).Select(name => ValueText.Number(epoch.Metrics.Where(metric => metric.Name == name).Select(metric => (double?)metric.Value).FirstOrDefault())),
                epoch.Duration.ToString(@"hh\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture),
            ]),
        ],
        MostEpochs);

    private static string[] Names(TrainingHistory history) => [.. history.Epochs.SelectMany(epoch => epoch.Metrics).Select(metric => metric.Name).Distinct(StringComparer.Ordinal)];

    private static string Losses(TrainingHistory history)
    {
        EpochRecord last = history.Epochs[^1];
        string training = $"At the end the training loss is {ValueText.Number(last.TrainLoss)}";
        return last.ValidLoss is { } valid
            ? $"{training} and the validation loss {ValueText.Number(valid)}{(history.Epochs.MinBy(epoch => epoch.ValidLoss ?? double.MaxValue) is { } best && best != last ? $"; it was lowest, {ValueText.Number(best.ValidLoss)}, in epoch {best.Epoch} of stage {best.Fit + 1}" : ", its lowest")}."
            : $"{training}.";
    }

    private static string Metric(TrainingHistory history, string name)
    {
        double[] values = [.. history.Epochs.SelectMany(epoch => epoch.Metrics).Where(metric => metric.Name == name).Select(metric => metric.Value)];
        return $"From {ValueText.Number(values[0])} after the first epoch to {ValueText.Number(values[^1])} after the last.";
    }
}
