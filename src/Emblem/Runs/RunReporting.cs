using Emblem.Data;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Makes a <see cref="RunReport"/>: what the run's files say first, then what its model and pictures say still.</summary>
internal sealed class RunReporting(TrainingPlan plan, RunTeller teller, CancellationToken stop)
{
    /// <summary>What is missing is called so.</summary>
    public const string Pictures = "the pictures";
    public const string Labels = "the suspected labels";
    public const string HealthPiece = "the health of the data";

    private const int ShownPictures = 12;
    private const int Samples = 4;

    // Passes of the network: what reading a picture for duplicates costs, its features, asking about one, measuring one, explaining one, and judging its label.
    private const double ReadingWork = 0.3;
    private const double FeaturesWork = 1;
    private const double AskingWork = 0.5;
    private const double MeasuringWork = 0.1;
    private const double ExplainingWork = 4;
    private const double JudgingWork = 0.3;

    private readonly RunFolder _folder = plan.Folder;

    /// <summary>What the run came to, where it has just been trained; null where its folder alone is left.</summary>
    public TrainingResult? Trained { get; init; }

    public RunReport Run()
    {
        if (!_folder.IsFinished)
            throw new EmblemException($"The run in '{_folder.Path}' has not finished, so there is nothing to report yet. Go on with it: emblem train --resume {_folder.Path}");
        RunReport files = FromFiles();
        teller.Expect(files.Counts.Sum(counts => counts.Training + counts.Validation + counts.Test) * ((Trained is null ? ReadingWork : 0) + (Trained?.Features is null ? FeaturesWork : 0) + AskingWork + MeasuringWork + JudgingWork));
        RunReport report = teller.Try(Pictures, () => WithPictures(files)) ?? files;
        return report with { Missing = [.. teller.Missing] };
    }

    private RunReport FromFiles()
    {
        ModelMetadata? model = teller.Try("the model", ReadModel);
        IReadOnlyList<ClassCounts> counts = teller.Try("the list of pictures", () => PictureInventory.Count(_folder)) ?? [];
        RunScores? scores = teller.Try("the scores", () => RunScores.Read(_folder.Scores));
        return new RunReport
        {
            Plan = plan,
            Classes = model?.Classes ?? [.. counts.Select(line => line.Class)],
            Counts = counts,
            Model = model,
            Scores = scores,
            Folds = scores?.Folds,
            Record = RunRecord.Read(_folder.Info),
            History = teller.Try("the history", () => RunCurves.ReadHistory(_folder)) ?? TrainingHistory.Empty,
            Rates = teller.Try("the search for rates", () => RunCurves.ReadRates(_folder)),
            Corrections = teller.Try("the corrections", () => plan.Corrections is { } given ? Corrections.Read(given.FileFor(_folder)).Decided : null) ?? new Corrections([]),
            Test = model is null ? null : teller.Try("the predictions of test pictures", () => PredictedTest.Read(_folder.TestResults, model.Classes)),
        };
    }

    private ModelMetadata? ReadModel()
    {
        using var file = SafetensorsFile.Open(_folder.Best);
        return ModelMetadata.Read(file);
    }

    /// <summary>The model is freed before labels are judged by another.</summary>
    private RunReport WithPictures(RunReport files)
    {
        (RunReport asked, ImageSplit split) = AskModel(files);
        return WithLabels(asked, split);
    }

    private (RunReport Report, ImageSplit Split) AskModel(RunReport files)
    {
        using Learner learner = RunModel.Open(plan, teller, stop, Trained?.Split);
        ImageSplit split = learner.Data!.Split;
        teller.Begin("asking the model", split.Validation.Count + split.Test.Count + (ShownPictures * ExplainingWork));
        var kept = new JudgedPredictions(_folder, plan.NameOf);
        ReportedSet validation = Judge(learner, kept, JudgedPictures.Validation, split.Validation, plan.Recipe.FineTune is not null);
        ReportedSet? test = split.Test.Count == 0 ? null : Judge(learner, kept, JudgedPictures.Test, split.Test, isOptimistic: false);
        (ReportedSet looked, IReadOnlyList<LabelledImage> items) = test is null ? (validation, split.Validation) : (test, split.Test);
        RunReport report = files with
        {
            Classes = split.Classes,
            Validation = validation,
            Test = test ?? files.Test,
            Worst = Explain(learner, items, looked.Scored),
            Uncertain = AtOnce.Make(Unsure(looked.Scored), (i, _) => View(learner, items[i], looked.Scored, i)),
            Samples = teller.Try("the samples", () => learner.Data.ViewVariants(Samples, RunReport.SampleVariants)) ?? [],
            Health = Examine(split),
        };
        return (report, split);
    }

    /// <summary>As the saved model answers, and answered when the run ended.</summary>
    private ReportedSet Judge(Learner learner, JudgedPredictions kept, JudgedPictures set, IReadOnlyList<LabelledImage> items, bool isOptimistic)
    {
        IReadOnlyList<string> classes = learner.Data!.Classes;
        ScoredBatch scored = kept.Of(set, classes, items) ?? learner.GetPredictions(items, stop).AtTemperature(learner.Answers?.Temperature ?? 1);
        return ReportedSet.Of(set.Name, classes, [.. items.Select(plan.NameOf)], scored, isOptimistic, plan.WantedPrecision);
    }

    private HealthReport? Examine(ImageSplit split)
    {
        LabelledImage[] all = [.. split.Training.Concat(split.Validation).Concat(split.Test).DistinctBy(item => item.Path)];
        IProgress<StepProgress> progress = teller.Begin("examining the pictures", all.Length * MeasuringWork);
        return teller.Try(HealthPiece, () => DataHealth.ExamineAsync(new LabelledImages(split.Classes, all), progress: progress, stop: stop).GetAwaiter().GetResult());
    }

    /// <summary>Copies and labels: looking for the ones is the first half of judging the others.</summary>
    private RunReport WithLabels(RunReport report, ImageSplit split)
    {
        ImageSplit joined = LabelReviewing.Joined(split, stop);
        report = report with { Copies = PictureCopies.Of(plan, split, joined.GroupOf!) };
        return report with
        {
            Labels = teller.Try(Labels, () =>
            {
                TrainingPlan begun = plan.Start is not null ? plan : TrainingPlan.ReadAsync(_folder, teller.Tell, stop).GetAwaiter().GetResult();
                return new LabelReviewing(begun with { Workers = plan.Workers, Compute = plan.Compute }, teller, stop).Review(joined, Trained?.Features);
            }),
        };
    }

    private IReadOnlyList<TopLoss> Explain(Learner learner, IReadOnlyList<LabelledImage> items, ScoredBatch scored)
    {
        int[] hardest = [.. ClassificationInterpretation.Hardest(scored, ShownPictures)];
        LabelledImage[] shown = [.. hardest.Select(i => items[i])];

        // Both kinds of map of one pass of the body.
        IReadOnlyList<Heatmap>[]? maps = teller.Try("the heatmaps", () => LearnerInterpretation.Explain(
            learner, learner.Data!, shown, [.. hardest.Select(scored.Predicted)], [HeatmapTarget.Predicted, HeatmapTarget.Actual], null, stop));
        return AtOnce.Make(hardest, (i, place) => new TopLoss(
            plan.NameOf(items[i]), learner.Data!.Classes[items[i].Label], Answer(learner, scored, i), scored.Losses[i], scored.Probability(i, items[i].Label),
            learner.Data!.ViewPlain(items[i]), maps?[1][place])
        {
            PredictedProbability = scored.Predicted(i) is >= 0 and int answered ? scored.Probability(i, answered) : double.NaN,
            PredictedHeatmap = maps?[0][place],
        });
    }

    private ClassifiedView View(Learner learner, LabelledImage item, ScoredBatch scored, int i) => new(
        learner.Data!.ViewPlain(item), plan.NameOf(item), learner.Data.Classes[item.Label], Answer(learner, scored, i), scored.Probability(i, scored.Predicted(i)));

    private static IEnumerable<int> Unsure(ScoredBatch scored) => Enumerable.Range(0, scored.Count).Where(i => scored.Predicted(i) >= 0)
        .OrderBy(i => scored.Probability(i, scored.Predicted(i))).ThenBy(i => i).Take(ShownPictures);

    private static string Answer(Learner learner, ScoredBatch scored, int i) =>
        scored.Predicted(i) is >= 0 and int predicted ? learner.Data!.Classes[predicted] : TopLoss.NoAnswer;
}
