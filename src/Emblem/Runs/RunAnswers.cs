using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>
/// How the model of a run answers, chosen on pictures that did not teach it: those of the run's folds; else, of a head on a frozen body, all pictures out of fold,
/// which costs seconds since their features are there; else the validation pictures. And by what it tells pictures of something else.
/// </summary>
/// <param name="plan">The run's.</param>
/// <param name="stages">What made the model.</param>
/// <param name="teller">Told of the stages and of what was found.</param>
/// <param name="stop">Ends it.</param>
internal sealed class RunAnswers(TrainingPlan plan, RecipeStages stages, RunTeller teller, CancellationToken stop)
{
    private bool _remembers;

    /// <summary>The model that was kept gets what tells pictures of something else; folds, whose models are not kept, need none. Null where that failed.</summary>
    public PicturesRemembered? Remember(Learner learner)
    {
        ImageSplit split = learner.Data!.Split;
        IProgress<StepProgress> progress = teller.Begin("remembering the pictures", Remembering(plan, split.Training.Count + split.Validation.Count));
        return teller.Try("what tells pictures of something else", () =>
        {
            var remembered = new PicturesRemembered(TaughtPictures.Remember(learner, plan.Recipe.FineTune is null ? stages.Features : null, progress, stop));
            _remembers = remembered.Known is not null;
            teller.Tell(remembered);
            return remembered;
        });
    }

    /// <summary>Calibrates the model, null where that failed, and saves it with all that was found of its answers: again, unless it is a head alone.</summary>
    /// <param name="learner">With the weights that were kept.</param>
    /// <param name="folds">The run's cross-validation.</param>
    public AnswerCalibration? Settle(Learner learner, CrossValidationResult? folds)
    {
        IProgress<StepProgress> progress = teller.Begin("calibrating", Calibrating(plan, learner.Data!.Split.Training.Count, learner.Data.Split.Validation.Count));
        AnswerCalibration? answers = teller.Try("the calibration of its answers", () =>
            folds is not null ? learner.Calibrate(folds.Scored, HeldOut.Folds, plan.WantedPrecision)
            : HeadOnFrozenBody(stages.Outcome) is { } head ? learner.Calibrate(OutOfFold(learner, head, progress), HeldOut.OutOfFold, plan.WantedPrecision)
            : learner.Calibrate(plan.WantedPrecision, stop));
        if (plan.Recipe.FineTune is null)
            teller.Wrote(Save(learner));
        else if (_remembers || answers?.Rule is not null)
            teller.Try("what the model's file says of its answers", () => Save(learner));
        if (answers is not null)
            teller.Tell(new AnswersCalibrated(answers));
        return answers;
    }

    /// <summary>Of both, in passes of the network over a picture.</summary>
    public static double Work(TrainingPlan plan, int training, int validation) => Remembering(plan, training + validation) + Calibrating(plan, training, validation);

    /// <summary>A body that nothing trained was read already when its head was fitted.</summary>
    private static double Remembering(TrainingPlan plan, int pictures) => plan.Recipe.FineTune is null ? 0 : pictures;

    private static double Calibrating(TrainingPlan plan, int training, int validation) =>
        plan.Folds > 0 ? 0 : plan.Recipe.Head is null ? validation : (training + validation) / 4.0;

    private string Save(Learner learner)
    {
        learner.Save(plan.Folder.Best);
        return plan.Folder.Best;
    }

    /// <summary>The recipe of that very head; null for any other, and for a body that a run before may have taught these labels.</summary>
    private HeadRecipe? HeadOnFrozenBody(RecipeOutcome outcome) =>
        !plan.GoesOn && outcome is { KeepsHead: true, Head: { } fit } ? plan.Recipe.Head! with { Cs = [fit.C] } : null;

    private ScoredBatch OutOfFold(Learner learner, HeadRecipe head, IProgress<StepProgress> progress) =>
        Training.OutOfFold.Of(learner.Data!.Split, stages.FeaturesOf(learner, progress), head, repeats: 1, learner.Random, progress, stop).Scored;
}
