using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>Makes a <see cref="LearningCurve"/>.</summary>
internal sealed class LearningCurving(TrainingPlan run, LearningCurveOptions options, RunTeller teller, CancellationToken stop)
{
    private const int UsualRepeats = 5;

    // Passes of the network: what reading a picture for duplicates costs, and fitting on it for all parts once.
    private const double ReadingWork = 0.3;
    private const double FittingWork = 0.1;

    // A recipe that fits a head alone is trained by either way.
    private readonly bool _trains = options.TrainsRecipe && run.Recipe.FineTune is not null;

    private int Repeats => options.Repeats ?? (_trains ? 1 : UsualRepeats);

    public LearningCurve Run()
    {
        TrainingPlan plan = _trains ? Whole() : CurveBody.Plan(run, teller);
        LabelledImages images = run.Label();
        int pictures = images.Learned.Items.Count;
        double fitting = pictures * FittingWork * Repeats;
        teller.Expect((pictures * (1 + ReadingWork)) + fitting);
        ImageSplit whole = run.Split(images, teller.Begin("looking for duplicates", pictures * ReadingWork), stop);
        teller.Tell(new PicturesDivided(whole));
        LabelledImage[] items = [.. whole.Training.Concat(whole.IsValidationApart ? [] : whole.Validation).OrderBy(item => item.Name, StringComparer.Ordinal)];
        IReadOnlyList<int[]> groups = whole.GroupsOf(items, stop);
        whole = whole with { GroupOf = DuplicateGroups.Number(items, groups) };
        IReadOnlyList<CurveTrial> trials = CurveTrial.All([.. items.Select(item => item.Label)], groups, options, Repeats, run.Seed);
        TellOfThoseAlone(whole.Classes, items, trials);

        var answers = new CurveAnswers(options.Shares, trials, groups);
        if (_trains)
            Train(plan, whole, items, trials, answers);
        else
            Fit(plan, whole, items, trials, answers, fitting);
        return answers.ToCurve() with { Learner = CurveBody.Words(run, plan, _trains) };
    }

    private void Fit(
        TrainingPlan plan, ImageSplit whole, LabelledImage[] items, IReadOnlyList<CurveTrial> trials, CurveAnswers answers, double work)
    {
        HeadRecipe recipe = plan.Recipe.Head!;
        FeatureTable features = Read(plan, whole, items);
        IProgress<StepProgress> progress = teller.Begin("fitting heads", work);
        int fits = trials.Count * options.Shares.Count;
        new CurveByHead(new HeadSearch(features, items, whole.Classes.Count, recipe, stop), recipe)
            .Answer(trials, items, answers, done => progress.Report(new StepProgress("fitting heads", done, fits)));
    }

    private void Train(TrainingPlan plan, ImageSplit whole, LabelledImage[] items, IReadOnlyList<CurveTrial> trials, CurveAnswers answers)
    {
        var trainings = new CurveByRecipe(plan, whole, items, trials, teller, stop);
        int passes = items.Length * (plan.Recipe.Head?.Views ?? 0);
        teller.Expect((items.Length * ReadingWork) + passes + trainings.Work);
        trainings.Answer(plan.Recipe.Head is null ? null : Read(plan, whole, items), answers);
    }

    /// <summary>Features of all pictures, for every part.</summary>
    private FeatureTable Read(TrainingPlan plan, ImageSplit whole, LabelledImage[] items)
    {
        HeadRecipe recipe = plan.Recipe.Head!;
        LabelledImage[] validation = whole.IsValidationApart ? [.. whole.Validation] : items;
        ImageSplit all = whole with { Training = items, Validation = _trains ? validation : items, Test = [] };
        using Learner learner = plan.CreateLearner(all.ToBatches(plan.Batches));
        learner.Messages = new LearnerNotes(teller);
        return learner.ReadFeatures(recipe, teller.Begin("computing features", items.Length * recipe.Views), stop);
    }

    private TrainingPlan Whole() => !run.GoesOn ? run : throw new EmblemException(
        $"The run goes on from {run.Weights}, which may have learned from the pictures that are to be held out: its curve would be too good. "
        + "A curve of heads on frozen features begins with weights that never saw them.");

    private void TellOfThoseAlone(IReadOnlyList<string> classes, LabelledImage[] items, IReadOnlyList<CurveTrial> trials)
    {
        int[] never = [.. Enumerable.Range(0, items.Length).Except(trials.SelectMany(trial => trial.HeldOut))];
        foreach (int label in never.Select(i => items[i].Label).Distinct())
            teller.Note($"The class '{classes[label]}' has one picture, or copies of one, alone: it teaches, and nothing can be judged by it.");
    }
}
