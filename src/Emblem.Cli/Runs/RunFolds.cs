using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;

namespace Emblem.Cli.Runs;

/// <summary>
/// Scores a whole recipe by cross-validation: each fold is held out once, the rest is divided, trained on and chosen from as the run itself does
/// it, and the fold's pictures, which chose nothing, are predicted. Tells how good such a training is, not this run's model.
/// </summary>
/// <param name="options">The run's, with nothing left open.</param>
/// <param name="workers">Threads that read pictures.</param>
/// <param name="start">Where each fold's training starts.</param>
/// <param name="features">Of all pictures, if the recipe fits a head.</param>
/// <param name="folder">The run's.</param>
/// <param name="output">Shows each training.</param>
/// <param name="stop">Ends it between two batches.</param>
internal sealed class RunFolds(
    RunOptions options, int workers, StartingWeights start, FeatureTable? features, RunFolder folder, CommandOutput output, CancellationToken stop)
{
    /// <summary>Over training and validation pictures; over training pictures alone where the validation pictures came from a folder of their own.</summary>
    public FoldsReport Run(ImageSplit whole)
    {
        LabelledImage[] items =
        [
            .. whole.Training.Concat(options.Valid is null ? whole.Validation : []).OrderBy(item => item.Name, StringComparer.Ordinal),
        ];
        IReadOnlyList<int[]> groups = whole.GroupsOf(items, stop);
        IReadOnlyList<ImageSplit> folds = Folds.Split(new LabelledImages(whole.Classes, items), groups, options.Folds, options.ValidFraction, options.Seed);
        var right = new Dictionary<string, bool>(StringComparer.Ordinal);
        FoldReport[] rows = [.. folds.Select((fold, i) => Train(fold, i + 1, right))];
        (int Right, int Count)[] answers = [.. groups.Select(group => (group.Count(i => right[items[i].Path]), group.Length))];
        var pooled = ScoreInterval.Bootstrap(answers, new RandomSource(options.Seed).Stream("bootstrap"));
        var report = new FoldsReport(rows, ScoreReport.Of(pooled));
        report.Print(output);
        return report;
    }

    private FoldReport Train(ImageSplit fold, int number, Dictionary<string, bool> right)
    {
        output.Heading(string.Create(CultureInfo.InvariantCulture, $"Fold {number} of {options.Folds}"));
        RunFolder own = folder.Fold(number);
        using Learner learner = RunTraining.Prepare(fold.ToBatches(RunData.Batches(options, workers)), start, options, output);
        new RunTraining(options, own, output, stop) { Features = features }.Train(learner);
        var scored = ScoredBatch.Join(fold.Classes.Count, [.. Evaluator.Score(learner.Model, learner.Data!.Ordered(fold.Test), stop)]);
        foreach ((int i, LabelledImage item) in fold.Test.Index())
            right[item.Path] = scored.Predicted(i) == item.Label;

        // The score is what a fold is for; its weights would be as large as the run's own, once for each fold.
        File.Delete(own.Best);
        File.Delete(own.Last);
        return new FoldReport(number, fold.Training.Count, fold.Validation.Count, fold.Test.Count(item => right[item.Path]), fold.Test.Count);
    }
}
