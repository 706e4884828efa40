using Emblem.Cluster;
using Emblem.Data;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// Scores a whole recipe by cross-validation: each fold is held out once, the rest is divided, trained on and chosen from as the run itself does
/// it, and the fold's pictures, which chose nothing, are predicted. Tells how good such a training is, not this run's model.
/// </summary>
/// <param name="plan">The run's.</param>
/// <param name="features">Of all pictures, if the recipe fits a head.</param>
/// <param name="teller">Told of each training.</param>
/// <param name="stop">Ends it between two batches.</param>
internal sealed class CrossValidation(TrainingPlan plan, FeatureTable? features, RunTeller teller, CancellationToken stop)
{
    /// <summary>Trains each fold, pools the answers and writes them down.</summary>
    public CrossValidationResult Run(FoldPlan divided)
    {
        (IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items, IReadOnlyList<int[]> groups, IReadOnlyList<ImageSplit> folds) = divided;
        FoldAnswers[] answers = plan.Ranks is { } ranks ? [.. Share(ranks, folds)] : [.. folds.Select((fold, i) => Train(fold, i + 1))];
        var byPath = answers.SelectMany(fold => fold.Answers.Select(answer => (answer.Path, answer.Scored, fold.Score.Fold))).ToDictionary(answer => answer.Path);
        var scored = ScoredBatch.Join(classes.Count, [.. items.Select(item => byPath[item.Path].Scored)]);
        int[] groupOf = DuplicateGroups.NumberOfEach(groups);
        var found = new CrossValidationResult(
            [.. answers.Select(fold => fold.Score)],
            CrossValidationResult.Pool(scored, groupOf, plan.Seed),
            [.. items.Select(item => item.Name)],
            scored)
        {
            Classes = classes,
            FoldOf = [.. items.Select(item => byPath[item.Path].Fold)],
            GroupOf = groupOf,
        };
        FoldPredictions.Write(plan.Folder, found);
        teller.Wrote(plan.Folder.FoldPredictions);
        return found;
    }

    /// <summary>What the trainings of all folds take, in passes of the network over a picture.</summary>
    /// <param name="pictures">All that are divided into folds.</param>
    public double Work(int pictures)
    {
        int held = pictures / plan.Folds;
        int validation = (int)((pictures - held) * plan.ValidFraction);
        return plan.Folds * (Stages(plan.Folder).Work(pictures - held - validation, validation) + held);
    }

    /// <summary>A fold a rank at a time: folds need nothing of each other, so nobody waits but at the end.</summary>
    private IEnumerable<FoldAnswers> Share(Ranks ranks, IReadOnlyList<ImageSplit> folds)
    {
        FoldShare[] shares =
        [
            .. ranks.Share(() => FoldShare.ToBytes(folds.Index().Where(fold => fold.Index % ranks.Count == ranks.Rank).Select(fold =>
            {
                FoldAnswers trained = Train(fold.Item, fold.Index + 1);
                return FoldShare.Of(trained.Score, ScoredBatch.Join(fold.Item.Classes.Count, [.. trained.Answers.Select(answer => answer.Scored)]), plan.Folder.Fold(fold.Index + 1));
            }))).SelectMany(FoldShare.Read).OrderBy(share => share.Score.Fold),
        ];
        foreach ((FoldShare share, ImageSplit fold) in shares.Zip(folds))
        {
            share.WriteFiles(plan.Folder.Fold(share.Score.Fold));
            ScoredBatch scored = share.ToScores(fold.Classes.Count);
            yield return new FoldAnswers(share.Score, [.. fold.Test.Select((item, i) => (item.Path, scored.One(i)))]);
        }
    }

    private FoldAnswers Train(ImageSplit fold, int number)
    {
        teller.Tell(new FoldBegun(number, plan.Folds));
        RunFolder own = plan.Folder.Fold(number);
        using Learner learner = (plan with { Ranks = null }).CreateLearner(fold.ToBatches(plan.Batches));
        learner.Messages = new LearnerNotes(teller);
        Stages(own).Train(learner);
        teller.Begin("predicting the fold", fold.Test.Count);
        ScoredBatch scored = learner.GetPredictions(fold.Test, stop);

        // The score is what a fold is for; its weights would be as large as the run's own, once for each fold.
        foreach (string weights in ((string[])[own.Best, own.Last]).Where(File.Exists))
            File.Delete(weights);
        return new FoldAnswers(
            new FoldScore(number, fold.Training.Count, fold.Validation.Count, scored.Accuracy.Right, fold.Test.Count),
            [.. fold.Test.Select((item, i) => (item.Path, scored.One(i)))]);
    }

    private RecipeStages Stages(RunFolder folder) => new(plan with { Ranks = null }, folder, teller, stop) { Features = features };

    private sealed record FoldAnswers(FoldScore Score, IReadOnlyList<(string Path, ScoredBatch Scored)> Answers);
}
