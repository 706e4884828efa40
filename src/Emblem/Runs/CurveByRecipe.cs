using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Trains the run's own recipe for every part of a learning curve, into folders that are deleted.</summary>
/// <param name="plan">The run's.</param>
/// <param name="whole">Its pictures.</param>
/// <param name="items">Those that are divided into folds.</param>
/// <param name="trials">The folds.</param>
/// <param name="teller">Told of each training.</param>
/// <param name="stop">Ends it between two batches.</param>
internal sealed class CurveByRecipe(
    TrainingPlan plan, ImageSplit whole, IReadOnlyList<LabelledImage> items, IReadOnlyList<CurveTrial> trials, RunTeller teller, CancellationToken stop)
{
    // Divided before anything is trained: what cannot be is said then, and not after hours.
    private readonly (CurveTrial Trial, int Part, ImageSplit Split)[] _trainings =
        [.. trials.SelectMany(trial => trial.Parts.Select((taught, part) => (trial, part, Divide(plan, whole, items, taught, trial.HeldOut))))];

    /// <summary>What all trainings take, in passes of the network over a picture.</summary>
    public double Work => _trainings.Sum(training =>
        Stages(plan.Folder, null).Work(training.Split.Training.Count, training.Split.Validation.Count) + training.Split.Test.Count);

    /// <summary>Trains and answers all of them.</summary>
    /// <param name="features">Of all pictures, if the recipe fits a head.</param>
    /// <param name="answers">Where the answers go.</param>
    public void Answer(FeatureTable? features, CurveAnswers answers)
    {
        foreach ((int number, (CurveTrial trial, int part, ImageSplit split)) in _trainings.Index())
        {
            teller.Tell(new CurveTrainingBegun(number + 1, _trainings.Length, trial.Parts[part].Length));
            DirectoryInfo folder = Directory.CreateTempSubdirectory("emblem-curve-");
            try
            {
                using Learner learner = plan.CreateLearner(split.ToBatches(plan.Batches));
                learner.Messages = new LearnerNotes(teller);
                Stages(new RunFolder(folder.FullName), features).Train(learner);
                teller.Begin("predicting the fold", split.Test.Count);
                ScoredBatch scored = learner.GetPredictions(split.Test, stop);
                foreach ((int place, int item) in trial.HeldOut.Index())
                    answers.Add(trial, part, item, scored.IsRight(place), scored.Losses[place]);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private RecipeStages Stages(RunFolder folder, FeatureTable? features) => new(plan, folder, teller, stop) { Features = features };

    /// <summary>As the run divides its pictures: a share of the part validates, unless other pictures do.</summary>
    private static ImageSplit Divide(TrainingPlan plan, ImageSplit whole, IReadOnlyList<LabelledImage> items, int[] taught, int[] heldOut)
    {
        var left = new LabelledImages(whole.Classes, [.. taught.Select(i => items[i])]);
        try
        {
            ImageSplit inner = whole.IsValidationApart
                ? whole with { Training = left.Items }
                : RandomSplit.Divide(left, DuplicateGroups.Of(left.Items, whole.GroupOf!), plan.ValidFraction, test: 0, plan.Seed, stratify: true);
            return inner with { Test = [.. heldOut.Select(i => items[i])], GroupOf = whole.GroupOf };
        }
        catch (EmblemException fault)
        {
            throw new EmblemException(
                $"A part of {ValueText.Count(taught.Length, "picture")} cannot be divided as the recipe needs it: {fault.Message} A curve of heads on frozen features needs no division.",
                fault);
        }
    }
}
