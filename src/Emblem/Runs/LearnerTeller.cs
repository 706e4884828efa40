using Emblem.Foundation;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>Tells what a bare learner does in the events of a run. A fit or a search is a stage, and its progress is that of the stage alone.</summary>
/// <param name="observer">Told of each event.</param>
internal sealed class LearnerTeller(Action<RunEvent> observer) : LearnerWatch
{
    private RunTeller _teller = new(observer, TimeProvider.System);
    private BatchEvents? _batches;

    /// <summary>What is settled before the first fit: pictures and weights.</summary>
    public void TellStart(Learner learner)
    {
        if (learner.Data is { } data)
            _teller.Tell(new PicturesDivided(data.Split));
        if (learner.Architecture is { } architecture)
            _teller.Tell(new WeightsChosen(architecture, learner.Options.Weights));
        if (learner.Options.MissesWeights)
        {
            _teller.Warn(
                "pretrained weights were asked for and none were found: training starts from random ones, which needs more pictures and epochs. "
                + "PretrainedWeights.GetOrBoxedAsync fetches them, or takes the network that comes along.");
        }
    }

    public override void OnFitStart(FitContext fit)
    {
        string stage = Stage(fit);
        Begin(stage);
        _batches = new BatchEvents(stage, _teller);
    }

    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _batches?.OnBatchEnd(fit, batch);

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => _teller.Tell(new EpochTrained(epoch));

    public override void OnBetterModel(int epoch, string measure, double value) => _teller.Tell(new BetterModelFound(epoch, measure, value));

    public override void OnSearchStart(Learner learner) => Begin("finding learning rates");

    public override void OnRatesFound(LearningRateSearch found) => _teller.Tell(new RatesFound(found));

    /// <summary>Which groups learn, for how long, and how fast at the most: the rates are the caller's own, so nothing is said of where they come from.</summary>
    private static string Stage(FitContext fit)
    {
        IReadOnlyList<double> learning = [.. fit.PeakRates.Skip(fit.Learner.FrozenGroups)];
        string rates = learning.Distinct().Count() == 1 ? ValueText.Rate(learning[0]) : $"{ValueText.Rate(learning[0])}..{ValueText.Rate(learning[^1])}";
        string what = fit.Learner.FrozenGroups switch
        {
            0 => "everything",
            int frozen when frozen == fit.Learner.GroupCount - 1 => "the head",
            int frozen => $"all but the first {ValueText.Count(frozen, "layer group")}",
        };
        return $"training {what} at {rates}, {ValueText.Count(fit.Epochs, "epoch")}";
    }

    private void Begin(string stage)
    {
        _teller = new RunTeller(observer, TimeProvider.System);
        _teller.Expect(1);
        _teller.Begin(stage, 1);
    }
}
