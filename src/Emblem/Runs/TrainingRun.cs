using Emblem.Compute;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Whole runs: from pictures to a folder with a model and everything that is known of it.</summary>
public static class TrainingRun
{
    // The pictures of a batch that are drawn, and of the hardest ones that are explained.
    private const int ShownPictures = 9;

    // Passes of the network: what reading a picture for duplicates costs, and explaining one.
    private const double ReadingWork = 0.3, ExplainingWork = 4;

    /// <summary>Trains by a plan, on a thread of its own.</summary>
    /// <param name="plan">From <see cref="TrainingRequest.SettleAsync"/>; or from <see cref="TrainingPlan.ReadAsync"/>, to go on with an interrupted run.</param>
    /// <param name="observer">Told of each event at once, one at a time.</param>
    /// <param name="stop">Ends the run between two batches with <see cref="OperationCanceledException"/>; it can be gone on with.</param>
    /// <exception cref="RunExistsException">A run is in the folder, and <see cref="TrainingPlan.Overwrite"/> is off. It is as it was.</exception>
    /// <exception cref="EmblemException">
    /// Pictures, natives or a sound way of computing are missing; the folder's checkpoints are another training's; or what is to be gone on with has finished.
    /// </exception>
    public static async Task<TrainingResult> ExecuteAsync(TrainingPlan plan, Action<RunEvent>? observer = null, CancellationToken stop = default)
    {
        try
        {
            return await RunEventLog.AlongAsync(
                plan.Events, observer, plan.IsResumed ? "Gone on with." : null, "Finished.", told => OnItsOwnThread(() => Execute(plan, new RunTeller(told, TimeProvider.System), stop), stop)).ConfigureAwait(false);
        }
        finally
        {
            // Last of all, so that a run without a process says how it ended.
            RunCheckpoints.End(plan.Folder);
            RankRun.Leave(plan);
        }
    }

    /// <summary>The rate search alone, by default with everything unfrozen as the notebook runs it, with the network and head that the plan trains. Writes nothing.</summary>
    /// <param name="plan">As for <see cref="ExecuteAsync"/>.</param>
    /// <param name="steps">Batches at most, at least 20; the recipe's own, else fast.ai's 100, when null.</param>
    /// <param name="stage">What learns meanwhile.</param>
    /// <param name="observer">Told of each event at once.</param>
    /// <param name="stop">Ends the search between two batches.</param>
    public static Task<LearningRateSearch> FindRatesAsync(
        TrainingPlan plan,
        int? steps = null,
        LearningLayers stage = LearningLayers.All,
        Action<RunEvent>? observer = null,
        CancellationToken stop = default) => OnItsOwnThread(
            () =>
            {
                var teller = new RunTeller(observer, TimeProvider.System);
                ImageData data = plan.OpenPictures(teller.Begin("looking for duplicates", 0), stop);
                teller.Tell(new PicturesDivided(data.Split));
                using Learner learner = plan.CreateLearner(data);
                learner.Messages = new LearnerNotes(teller);
                learner.FreezeBefore(stage == LearningLayers.Head ? ^1 : plan.Recipe.FineTune?.FreezeBefore ?? 0);
                int most = steps ?? plan.Recipe.FineTune?.SearchSteps ?? RateFinder.UsualSteps;
                teller.Expect(1);
                LearningRateSearch found = learner.FindLearningRate(most, teller.Begin("finding learning rates", 1), stop);
                teller.Tell(new RatesFound(found));
                return found;
            },
            stop);

    /// <summary>Looks at a run's best model again: what it makes of some pictures, with the probabilities of its saved file.</summary>
    /// <param name="plan">The run's, from <see cref="TrainingPlan.Read"/>.</param>
    /// <param name="on">Which pictures; the validation pictures when null.</param>
    /// <param name="pictures">A folder to draw confusion matrix, hardest pictures and some answers into; null for none.</param>
    /// <param name="heatmaps">Whose evidence is drawn over the hardest pictures.</param>
    /// <param name="detail">How fine it is drawn; <see cref="HeatmapDetail.Usual"/> when null.</param>
    /// <param name="observer">Told of each event at once.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EmblemException">The run has no model yet, or no such pictures; no folds, no test pictures, none of its classes.</exception>
    public static Task<RunInterpretation> InterpretAsync(
        TrainingPlan plan,
        JudgedPictures? on = null,
        string? pictures = null,
        HeatmapClasses heatmaps = HeatmapClasses.PredictedAndActual,
        HeatmapDetail? detail = null,
        Action<RunEvent>? observer = null,
        CancellationToken stop = default) => OnItsOwnThread(
            () => new RunJudging(plan, new RunTeller(observer, TimeProvider.System), stop).Run(on ?? JudgedPictures.Validation, pictures, heatmaps, detail), stop);

    /// <summary>What a run would do: divides the pictures, which reads them for duplicates, and neither computes nor writes.</summary>
    /// <param name="plan">As for <see cref="ExecuteAsync"/>.</param>
    /// <param name="observer">Told of each event at once.</param>
    /// <param name="stop">Ends the search for duplicates.</param>
    /// <exception cref="EmblemException">What would end the run before it trains.</exception>
    public static Task<TrainingPreview> PreviewAsync(TrainingPlan plan, Action<RunEvent>? observer = null, CancellationToken stop = default) => OnItsOwnThread(
        () =>
        {
            var teller = new RunTeller(observer, TimeProvider.System);
            LabelledImages images = plan.Label();
            RunPlace.Check(plan, teller);
            if (plan.Overwrite && plan.Folder.Files is { Count: > 0 } files)
                teller.Note($"The run in {plan.Folder.Path} would be overwritten: {files.Count} files of it are deleted then.");
            teller.Expect(images.Items.Count);
            ImageSplit split = (plan with { KeepsThumbnails = false }).Split(images, teller.Begin("looking for duplicates", images.Items.Count), stop);
            Tell(split, plan, teller);
            FoldPlan? folds = FoldPlan.Of(plan, split, stop);
            var stages = new RecipeStages(plan, plan.Folder, teller, stop);
            return new TrainingPreview(plan, split, stages.Names(split), folds?.Folds.Count ?? 0);
        },
        stop);

    private static TrainingResult Execute(TrainingPlan plan, RunTeller teller, CancellationToken stop)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        var checkpoints = new RunCheckpoints(plan);
        checkpoints.RequireRoom();
        NativeRuntime.EnsureLoaded();
        LabelledImages images = plan.Label();
        RunPlace.Check(plan, teller);
        plan.Folder.RequireWritable(plan.Training.Tensorboard);
        teller.Expect(Work(plan, images, teller));
        ImageSplit split = plan.Split(images, teller.Begin("looking for duplicates", images.Items.Count * ReadingWork), stop);
        checkpoints.RequireSame(split);
        Tell(split, plan, teller);
        RankRun.RequireSame(plan, split);
        FoldPlan? divided = FoldPlan.Of(plan, split, stop);
        ImageData data = split.ToBatches(plan.Batches);
        var pictures = new RunPictures(plan.Folder.Pictures, teller) { Draws = plan.Ranks is not { IsFirst: false } };
        Action writeBatch = pictures.DrawBatch(() => data.ViewTraining(ShownPictures));
        using Learner learner = plan.CreateLearner(data);
        learner.Messages = new LearnerNotes(teller);
        checkpoints.Begin(split, learner, teller);
        writeBatch();
        var stages = new RecipeStages(plan, plan.Folder, teller, stop);
        RecipeOutcome outcome = stages.Train(learner);
        var settling = new RunAnswers(plan, stages, teller, stop);
        PicturesRemembered? remembered = settling.Remember(learner);
        // Before anything is asked of the model: its saved file answers as these pictures say.
        CrossValidationResult? folds = divided is null
            ? null
            : teller.Try("the cross-validation", () => new CrossValidation(plan, stages.Features, teller, stop).Run(divided));
        AnswerCalibration? answers = settling.Settle(learner, folds);
        (ClassificationInterpretation interpretation, RunScore score) = Interpret(learner, plan, stages, teller, stop);
        teller.Begin("drawing", ShownPictures);
        pictures.DrawHistory(learner.History);
        pictures.DrawSearch(outcome.Search);
        pictures.DrawInterpretation(interpretation);
        ScoredBatch? tested = ScoreTest(learner, split, teller, stop);
        var found = new TrainingResult(plan, split, outcome, learner.History, interpretation, score)
        {
            Known = remembered?.Known,
            Answers = answers,
            Test = tested,
            CrossValidation = folds,
            Features = stages.Features,
        };
        teller.Try("the model's card", () =>
        {
            RunCard.Of(found, learner.WholeDescription).Write(plan.Folder.ModelCard);
            teller.Wrote(plan.Folder.ModelCard);
            return found;
        });

        teller.TryWrite("predictions.csv", () =>
        {
            new JudgedPredictions(plan.Folder, plan.NameOf).Write(
                split.Classes,
                [(JudgedPictures.Validation, split.Validation, interpretation.Scored), .. tested is null ? [] : new[] { (JudgedPictures.Test, split.Test, tested) }]);
            return plan.Folder.Predictions;
        });
        teller.TryWrite("batches.csv", () => RunCurves.WriteBatches(plan.Folder, learner.History));
        teller.TryWrite("rate_finder.json", () => RunCurves.WriteRates(plan.Folder, outcome.Search));
        teller.TryWrite("scores.json", () =>
        {
            RunScores.Of(score, tested is null ? null : new RunScore(tested.Accuracy, IsOptimistic: false), folds, outcome).Write(plan.Folder.Scores);
            return plan.Folder.Scores;
        });
        var record = new RunRecord(started, TimeProvider.System.GetUtcNow(), plan.Workers) { Missing = teller.Missing, PeakMemory = RunRecord.PeakNow(), Ranks = RankRecord.Of(plan.Ranks, TimeProvider.System.GetUtcNow() - started) };
        record.Write(plan.Folder.Info);
        teller.Wrote(plan.Folder.Info);
        teller.Try("the removal of checkpoints", checkpoints.Removed);
        return found with { Missing = teller.Missing, Files = plan.Folder.Files, Duration = record.Finished - record.Started };
    }

    private static void Tell(ImageSplit split, TrainingPlan plan, RunTeller teller)
    {
        teller.Tell(new PicturesDivided(split));
        if (plan.GoesOn)
            EarlierModel.Open(plan.Weights).Compare(split, plan, teller);
    }

    private static double Work(TrainingPlan plan, LabelledImages images, RunTeller teller)
    {
        int pictures = images.Learned.Items.Count;
        int apart = images.InSets(FolderSet.Validation).Count;
        int held = apart > 0 ? 0 : (int)(pictures * plan.ValidFraction);
        int test = (int)(pictures * plan.TestFraction);
        (int training, int validation) = (pictures - held - test, apart + held);
        double folds = plan.Folds == 0 ? 0 : new CrossValidation(plan, null, teller, default).Work(training + validation);
        return (pictures * ReadingWork) + new RecipeStages(plan, plan.Folder, teller, default).Work(training, validation)
            + RunAnswers.Work(plan, training, validation) + Looking(validation) + ShownPictures + test + folds;
    }

    private static double Looking(int pictures) => pictures + (ShownPictures * ExplainingWork);

    private static (ClassificationInterpretation Interpretation, RunScore Score) Interpret(
        Learner learner, TrainingPlan plan, RecipeStages stages, RunTeller teller, CancellationToken stop)
    {
        IReadOnlyList<LabelledImage> items = learner.Data!.Split.Validation;
        teller.Begin("looking at mistakes", Looking(items.Count));
        ScoredBatch scored = (stages.Answer(learner) ?? learner.GetPredictions(items, stop)).AtTemperature(learner.Answers?.Temperature ?? 1);
        ClassificationInterpretation found = teller.Try("the hardest pictures", () => Explain(ShownPictures, LearnerInterpretation.UsualResults)) ?? Explain(0, 0);

        // Validation pictures choose the epoch, or between a head and its fine-tuning; a head alone is fitted without a look at them.
        var score = new RunScore(found.Accuracy, IsOptimistic: plan.Recipe.FineTune is not null);
        teller.Tell(new ModelInterpreted(found, score));
        return (found, score);

        ClassificationInterpretation Explain(int hardest, int results) =>
            learner.Interpret(items, scored, hardest, results, null, stop);
    }

    private static ScoredBatch? ScoreTest(Learner learner, ImageSplit split, RunTeller teller, CancellationToken stop)
    {
        if (split.Test.Count == 0)
            return null;
        teller.Begin("scoring the test pictures", split.Test.Count);
        ScoredBatch? scored = teller.Try("the score of the test pictures", () => learner.GetPredictions(split.Test, stop).AtTemperature(learner.Answers?.Temperature ?? 1));
        if (scored is not null)
            teller.Tell(new TestScored(new RunScore(scored.Accuracy, IsOptimistic: false)));
        return scored;
    }

    internal static Task<T> OnItsOwnThread<T>(Func<T> work, CancellationToken stop) =>
        Task.Factory.StartNew(work, stop, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
