using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Compute.Memory;
using Emblem.Data;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;
using Emblem.Training.Schedules;

namespace Emblem.Cli.Runs;

/// <summary>
/// Runs a recipe stage by stage. Where it both fits a head and trains by epochs, the epochs start from that head, and replace it only if the
/// validation loss after the last of them is lower: the validation pictures taught neither, and no other epoch is a candidate.
/// </summary>
internal sealed class RunTraining(RunOptions options, RunFolder folder, CommandOutput output, CancellationToken stop)
{
    private readonly TrainingRecipe _recipe = options.Recipe!;
    private readonly SaveBestModel _best = new(folder.Best, Watch.Metric<Accuracy>()) { KeepBestAcrossFits = true };
    private readonly CsvLog _log = new(folder.History);
    private readonly IReadOnlyList<Callback> _watching = options.Training.CreateCallbacks(folder);

    /// <summary>The features that the head is fitted on: computed by its stage unless they are given, for other heads on the same body.</summary>
    public FeatureTable? Features { get; set; }

    /// <summary>What the stages so far found.</summary>
    public RecipeOutcome Outcome { get; private set; } = new();

    /// <summary>The stages in order.</summary>
    public IReadOnlyList<TrainingStage> Stages => [.. HeadStages(), .. _recipe.FineTune is { } stages ? EpochStages(stages) : []];

    public static Learner Prepare(ImageData data, StartingWeights start, RunOptions options, CommandOutput output)
    {
        Learner learner = Learner.ForClassification(
            data,
            start.Architecture,
            options.Training.CreateMetrics(),
            options.Training.AddTo(
                new LearnerOptions
                {
                    Weights = start.Weights,
                    Head = options.Recipe?.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true),
                    FrozenNorm = options.Recipe?.FineTune?.FrozenNorm ?? FrozenBatchNorm.FreezeAlways,
                    Seed = options.Seed,
                    Compute = options.Compute.AsOptions,
                },
                data));
        learner.Messages = new LineMessages(output);
        return learner;
    }

    /// <summary>Trains to the end; the learner then has the weights that were kept.</summary>
    public RecipeOutcome Train(Learner learner)
    {
        foreach (TrainingStage stage in Stages)
            stage.Run(learner);
        return Outcome;
    }

    /// <summary>Searches for rates, and prints what was found.</summary>
    public static LearningRateSearch Find(Learner learner, int steps, CommandOutput output, CancellationToken stop)
    {
        LearningRateSearch found = output.Progress("finding learning rates", progress => learner.FindLearningRate(steps, progress, stop));
        output.Line($"Min numerical gradient: {Scientific(found.MinimumGradient)}");
        output.Line($"Min loss divided by 10: {Scientific(found.MinimumLossOverTen)}");
        return found;
    }

    private IEnumerable<TrainingStage> HeadStages()
    {
        if (_recipe.Head is { } head)
            yield return new TrainingStage("fitting the head", learner => FitHead(learner, head));
    }

    private IEnumerable<TrainingStage> EpochStages(FineTuneRecipe stages)
    {
        if (stages.FrozenEpochs > 0)
        {
            yield return Cycle(
                "training the head", stages.FrozenEpochs, learner => learner.Freeze(), () => LearningRateRange.HeadOnly(stages.Rate));
        }

        if (stages.FindRates)
            yield return new TrainingStage("finding learning rates", learner => FindRates(learner, stages));
        if (stages.UnfrozenEpochs > 0)
        {
            yield return Cycle(
                "training everything", stages.UnfrozenEpochs, learner => learner.Unfreeze(), () => stages.UnfrozenRates.Choose(stages.Rate, Outcome.Search));
        }

        if (_recipe.Head is not null)
            yield return new TrainingStage("choosing", KeepTheBetter);
    }

    private void FitHead(Learner learner, HeadRecipe head)
    {
        Features ??= output.Progress("computing features", progress => learner.ReadFeatures(head, progress, stop));
        ProcessMemory.GiveBack();
        HeadFit fit = output.Progress("fitting the head", progress => learner.FitHead(head, Features, progress, stop));
        Outcome = Outcome with { Head = fit };
        HeadReport.Print(fit, output);
        learner.Save(folder.Best);
    }

    private void FindRates(Learner learner, FineTuneRecipe stages)
    {
        learner.Unfreeze();
        Outcome = Outcome with { Search = Find(learner, stages.StepsOfSearch(learner.Training.BatchesPerEpoch), output, stop) };
    }

    /// <summary>With a fitted head no epoch is saved as the best one: the last is compared with the head afterwards.</summary>
    private TrainingStage Cycle(string name, int epochs, Action<Learner> freeze, Func<LearningRateRange> rates) => new(name, learner =>
    {
        freeze(learner);
        output.Progress(name, progress =>
        {
            learner.FitOneCycle(
                epochs,
                rates(),
                [
                    new EpochTable(output, options.Training.CreateMetrics()), _log, new SaveLastModel(folder.Last),
                    .. _recipe.Head is null ? (Callback[])[_best] : [], .. _watching, new BatchProgress(name, progress),
                ],
                stop: stop);
            return true;
        });
    });

    private void KeepTheBetter(Learner learner)
    {
        Outcome = Outcome with { FineTunedLoss = learner.History.Epochs.LastOrDefault()?.ValidLoss };
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Validation loss: {Outcome.Head!.ValidLoss:0.0000} with the fitted head, {Outcome.FineTunedLoss:0.0000} fine-tuned; kept {(Outcome.KeepsHead ? "the fitted head" : "what was fine-tuned")}."));
        if (Outcome.KeepsHead)
            learner.Load(folder.Best);
        else
            learner.Save(folder.Best);
    }

    private static string Scientific(double? rate) => rate?.ToString("0.00E+00", CultureInfo.InvariantCulture) ?? "none";
}
