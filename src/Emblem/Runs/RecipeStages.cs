using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;
using Emblem.Training.Schedules;

namespace Emblem.Runs;

/// <summary>
/// Runs a recipe stage by stage. Where it both fits a head and trains by epochs, the epochs start from that head, and replace it only if the
/// validation loss after the last of them is lower by more than may be chance (<see cref="FineTuningGain"/>): the validation pictures taught
/// neither, and no other epoch is a candidate.
/// </summary>
/// <param name="plan">The run's.</param>
/// <param name="folder">The run's, or a fold's own.</param>
/// <param name="teller">Told of everything.</param>
/// <param name="stop">Ends it between two batches.</param>
internal sealed class RecipeStages(TrainingPlan plan, RunFolder folder, RunTeller teller, CancellationToken stop)
{
    // Passes of the network that a picture of a step costs, forward and back.
    private const double StepWork = 3;

    private readonly TrainingRecipe _recipe = plan.Recipe;
    private readonly CsvLog _log = new(folder.History) { Failed = fault => teller.Miss("history.csv", fault) };
    private readonly IReadOnlyList<Callback> _watching = plan.Training.CreateCallbacks(folder, teller);

    private readonly SaveBestModel _best = new(folder.Best, Watch.Metric<Accuracy>())
    {
        KeepBestAcrossFits = true,
        Found = (epoch, measure, value) => teller.Tell(new BetterModelFound(epoch, measure, value)),
    };

    /// <summary>The features that the head is fitted on: computed by its stage unless they are given, for other heads on the same body.</summary>
    public FeatureTable? Features { get; set; }

    /// <summary>What the stages so far found.</summary>
    public RecipeOutcome Outcome { get; private set; } = new();

    /// <summary>What all stages take, in passes of the network over a picture.</summary>
    /// <param name="training">Pictures that teach.</param>
    /// <param name="validation">Pictures that validate.</param>
    public double Work(int training, int validation) => Stages(training, validation, BatchesOf(training)).Sum(stage => stage.Work);

    /// <summary>Trains to the end; the learner then has the weights that were kept, and those that took epochs are saved.</summary>
    public RecipeOutcome Train(Learner learner)
    {
        ImageSplit split = learner.Data!.Split;
        try
        {
            foreach (TrainingStage stage in Stages(split.Training.Count, split.Validation.Count, learner.Training.BatchesPerEpoch))
                stage.Run(learner, teller.Begin(stage.Name, stage.Work, stage.Rates?.Invoke()));
        }
        catch (TrainingDivergedException) when (Outcome.Head is not null || _best.Best is not null)
        {
            teller.Note($"The best weights from before training ran away are in {folder.Best}.");
            throw;
        }

        // A head alone takes seconds, and is saved once, with how it answers (RunAnswers).
        if (_recipe.FineTune is null)
            return Outcome;

        // No epoch was better than another, such as none that was measured: the weights are those that training came to.
        if (!File.Exists(folder.Best))
            learner.Save(folder.Best);
        teller.Wrote(folder.Best);
        return Outcome;
    }

    /// <summary>
    /// What the head that was kept makes of the validation pictures: told by the features that it was fitted on, without a pass of the body. Null where the
    /// body has learned since. A resumed run reads the features again, so that its answers are those of one that was not interrupted.
    /// </summary>
    public ScoredBatch? Answer(Learner learner) => Outcome is { KeepsHead: true, Head: { } fit }
        ? HeadCoefficients.Of(fit.Fit).Answer(FeaturesOf(learner), learner.Data!.Split.Validation)
        : null;

    /// <summary>The features that the head was fitted on; a resumed run reads them again, once. The body must be as it was.</summary>
    public FeatureTable FeaturesOf(Learner learner, IProgress<StepProgress>? progress = null) => Features ??= learner.ReadFeatures(_recipe.Head!, progress, stop);

    /// <summary>What the stages are called, in order.</summary>
    public IReadOnlyList<string> Names(ImageSplit split) =>
        [.. Stages(split.Training.Count, split.Validation.Count, BatchesOf(split.Training.Count)).Select(stage => stage.Name)];

    private int BatchesOf(int training) => Math.Max(1, training / plan.BatchSize);

    /// <summary>The stages in order.</summary>
    private IEnumerable<TrainingStage> Stages(int training, int validation, int batchesPerEpoch)
    {
        if (_recipe.Head is { } head)
        {
            int pictures = training + validation;
            if (Features is null)
                yield return new TrainingStage("computing features", pictures * head.Views, (learner, progress) => ReadFeatures(learner, head, progress));
            yield return new TrainingStage("fitting the head", pictures / 2.0, (learner, progress) => FitHead(learner, head, progress));
        }

        if (plan.GoesOn && _recipe.Head is null)
            yield return new TrainingStage("looking at where it starts", validation, (learner, _) => teller.Tell(new StartMeasured(learner.Validate(stop))));
        if (_recipe.FineTune is not { } stages)
            yield break;
        double epoch = (StepWork * training) + validation;
        if (stages.FrozenEpochs > 0)
        {
            yield return Cycle(
                "training the head", stages.FrozenEpochs, epoch, learner => learner.Freeze(), () => StageRates.OfHead(_recipe, stages));
        }

        if (stages.Searches)
        {
            int steps = stages.StepsOfSearch(batchesPerEpoch);
            yield return new TrainingStage("finding learning rates", StepWork * steps * plan.BatchSize, (learner, progress) => FindRates(learner, steps, progress));
        }

        if (stages.UnfrozenEpochs > 0)
        {
            yield return Cycle(
                stages.UnfrozenStage, stages.UnfrozenEpochs, epoch, learner => learner.FreezeBefore(stages.FreezeBefore), () => StageRates.OfAll(_recipe, stages, Outcome.Search));
        }

        if (_recipe.Head is not null)
            yield return new TrainingStage("choosing", validation, (learner, _) => KeepTheBetter(learner));
    }

    /// <summary>A resumed training knows its head already; only other trainings on these features need them again.</summary>
    private void ReadFeatures(Learner learner, HeadRecipe head, IProgress<StepProgress> progress)
    {
        if (plan.Folds > 0 || !learner.Journal.Knows(head.ToString()))
            Features = learner.ReadFeatures(head, progress, stop);
    }

    private void FitHead(Learner learner, HeadRecipe head, IProgress<StepProgress> progress)
    {
        HeadFit fit = learner.FitHead(head, () => Features!, progress, stop);
        Outcome = Outcome with { Head = fit };
        teller.Tell(new HeadFitted(fit));
        if (_recipe.FineTune is not null)
            learner.Save(folder.Best);
    }

    private void FindRates(Learner learner, int steps, IProgress<StepProgress> progress)
    {
        learner.FreezeBefore(_recipe.FineTune!.FreezeBefore);
        Outcome = Outcome with { Search = learner.FindLearningRate(steps, progress, stop) };
        teller.Tell(new RatesFound(Outcome.Search));
    }

    /// <summary>With a fitted head no epoch is saved as the best one: the last is compared with the head afterwards.</summary>
    private TrainingStage Cycle(string name, int epochs, double epochWork, Action<Learner> freeze, Func<StageRates> rates) => new(
        name,
        epochs * epochWork,
        (learner, _) =>
        {
            freeze(learner);
            learner.FitOneCycle(
                epochs,
                rates().Peak,
                [
                    new EpochEvents(teller), _log, new SaveLastModel(folder.Last, teller), .. _recipe.Head is null ? (Callback[])[_best] : [], .. _watching,
                    new BatchEvents(name, teller), .. learner.Options.Ranks is { } ranks ? (Callback[])[new RankPace(ranks, teller)] : [],
                ],
                new OneCycle { StartDivisor = _recipe.FineTune!.StartDivisor },
                stop);
        })
    {
        Rates = rates,
    };

    private void KeepTheBetter(Learner learner)
    {
        Outcome = Outcome with { Gain = FineTuningGain.Of(Outcome.Head!.ValidLosses, learner.GetPredictions(stop: stop).Losses) };
        teller.Tell(new HeadCompared(Outcome));
        if (Outcome.KeepsHead)
            learner.Load(folder.Best);
        else
            learner.Save(folder.Best);
    }
}
