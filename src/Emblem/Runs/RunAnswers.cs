using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>
/// How the model of a run answers, chosen on pictures that did not teach it: those of the run's folds; else, of a head on a frozen body, all pictures out of fold,
/// which costs seconds since their features are there; else the validation pictures.
/// </summary>
/// <param name="plan">The run's.</param>
/// <param name="teller">Told of the stage and of what was found.</param>
/// <param name="stop">Ends it.</param>
internal sealed class RunAnswers(TrainingPlan plan, RunTeller teller, CancellationToken stop)
{
    /// <summary>Calibrates the model and saves it again; null where that failed.</summary>
    /// <param name="learner">With the weights that were kept.</param>
    /// <param name="stages">What made them.</param>
    /// <param name="folds">The run's cross-validation.</param>
    public AnswerCalibration? Settle(Learner learner, RecipeStages stages, CrossValidationResult? folds)
    {
        IProgress<StepProgress> progress = teller.Begin("calibrating", Work(learner.Data!.Split.Training.Count, learner.Data.Split.Validation.Count));
        return teller.Try("the calibration of its answers", () =>
        {
            AnswerCalibration found = folds is not null ? learner.Calibrate(folds.Scored, HeldOut.Folds, plan.WantedPrecision)
                : HeadOnFrozenBody(stages.Outcome) is { } head ? learner.Calibrate(OutOfFold(learner, head, stages, progress), HeldOut.OutOfFold, plan.WantedPrecision)
                : learner.Calibrate(plan.WantedPrecision, stop);
            if (found.Rule is not null)
                learner.Save(plan.Folder.Best);
            teller.Tell(new AnswersCalibrated(found));
            return found;
        });
    }

    /// <summary>In passes of the network over a picture.</summary>
    public double Work(int training, int validation) => plan.Folds > 0 ? 0 : plan.Recipe.Head is null ? validation : (training + validation) / 4.0;

    /// <summary>The recipe of that very head; null for any other, and for a body that a run before may have taught these labels.</summary>
    private HeadRecipe? HeadOnFrozenBody(RecipeOutcome outcome) =>
        !plan.GoesOn && outcome is { KeepsHead: true, Head: { } fit } ? plan.Recipe.Head! with { Cs = [fit.C] } : null;

    private ScoredBatch OutOfFold(Learner learner, HeadRecipe head, RecipeStages stages, IProgress<StepProgress> progress) =>
        learner.PredictOutOfFold(head, stages.Features ?? learner.ReadFeatures(head, progress, stop), repeats: 1, progress, stop).Scored;
}
