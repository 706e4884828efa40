using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;
using Emblem.Training.Schedules;

namespace Emblem.Cli.Runs;

/// <summary>
/// The notebook's training: with pretrained weights the head alone, then a search for rates, then everything at small rates. Random weights
/// have nothing worth freezing: there all epochs are one cycle that trains everything.
/// </summary>
internal sealed class RunTraining(RunOptions options, RunFolder folder, CommandOutput output, CancellationToken stop)
{
    private readonly SaveBestModel _best = new(folder.Best, Watch.Metric<Accuracy>()) { KeepBestAcrossFits = true };
    private readonly CsvLog _log = new(folder.History);
    private readonly IReadOnlyList<Callback> _watching = options.Training.CreateCallbacks(folder);

    public static Learner Prepare(ImageData data, StartingWeights start, RunOptions options, CommandOutput output)
    {
        Learner learner = Learner.ForClassification(
            data,
            start.Architecture,
            options.Training.CreateMetrics(),
            options.Training.AddTo(
                new LearnerOptions { Weights = start.Weights, FinalNorm = true, FrozenNorm = options.FrozenNorm, Seed = options.Seed }, data));
        learner.Messages = new LineMessages(output);
        return learner;
    }

    /// <summary>Trains to the end; the learner then has the best weights. Returns the search, if one was made.</summary>
    public LearningRateSearch? Train(Learner learner, bool pretrained)
    {
        LearningRateSearch? found;
        if (pretrained)
        {
            Fit(learner, "training the head", options.Epochs, LearningRateRange.HeadOnly(options.Lr));
            learner.Unfreeze();
            found = Find(learner);
            Fit(learner, "training everything", options.UnfrozenEpochs, UnfrozenRates.Choose(options.UnfrozenLr, options.Lr, found));
        }
        else
        {
            found = Find(learner);
            LearningRateRange rates = options.UnfrozenLr is null ? options.Lr : UnfrozenRates.Choose(options.UnfrozenLr, options.Lr, found);
            Fit(learner, "training everything", options.Epochs + options.UnfrozenEpochs, rates);
        }

        return found;
    }

    public LearningRateSearch? Find(Learner learner)
    {
        if (!options.Find && options.UnfrozenLr != UnfrozenRates.Find)
            return null;
        LearningRateSearch found = output.Progress("finding learning rates", progress => learner.FindLearningRate(progress, stop));
        output.Line($"Min numerical gradient: {Scientific(found.MinimumGradient)}");
        output.Line($"Min loss divided by 10: {Scientific(found.MinimumLossOverTen)}");
        return found;
    }

    private void Fit(Learner learner, string stage, int epochs, LearningRateRange rates)
    {
        if (epochs == 0)
            return;
        output.Progress(stage, progress =>
        {
            learner.FitOneCycle(
                epochs,
                rates,
                [
                    new EpochTable(output, options.Training.CreateMetrics()), _log, new SaveLastModel(folder.Last), _best, .. _watching,
                    new BatchProgress(stage, progress),
                ],
                stop: stop);
            return true;
        });
    }

    private static string Scientific(double? rate) => rate?.ToString("0.00E+00", CultureInfo.InvariantCulture) ?? "none";
}
