using Emblem.ModelFiles;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Tests.Training;

public sealed class FineTuningTests
{
    [Fact]
    public void IsFastAi2sTwoFits()
    {
        using Learner learner = SmallLearner.Make();

        learner.FineTune(2, 0.02);

        FitProvenance[] fits = [.. learner.Description.Provenance.Fits];
        Assert.Equal([(1, 2), (2, 0)], fits.Select(fit => (fit.Epochs, fit.FrozenGroups)));
        Assert.Equal([2e-3, 2e-3, 2e-2], fits[0].PeakRates, (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([1e-4, 1e-3, 1e-2], fits[1].PeakRates, (a, b) => Math.Abs(a - b) < 1e-15);

        // Six batches: the first fit climbs from a 25th for five of them. The next twelve begin at a fifth, and three of them climb.
        double[] rates = [.. learner.History.Batches.Select(batch => batch.LearningRate)];
        Assert.Equal(0.02 / 25, rates[0], 1e-15);
        Assert.Equal(rates[..6].Order(), rates[..6]);
        Assert.Equal(0.02, rates[5], 1e-15);
        Assert.Equal(0.01 / 5, rates[6], 1e-15);
        Assert.Equal(0.01, rates[9], 1e-15);
        Assert.Equal((0.01 / 1e5) + ((0.01 - (0.01 / 1e5)) / 2 * (Math.Cos(Math.PI * 8 / 9) + 1)), rates[17], 1e-15);
    }

    [Fact]
    public void TheFrozenFitCanBeLeftOutAndCallbacksSeeBoth()
    {
        var fits = new Fits();
        using Learner learner = SmallLearner.Make();

        learner.FineTune(1, frozenEpochs: 0, callbacks: [fits]);
        learner.FineTune(1, callbacks: [fits]);

        Assert.Equal([0, 1, 2], fits.Seen);
        Assert.Throws<ArgumentOutOfRangeException>(() => learner.FineTune(0));
    }

    private sealed class Fits : Callback
    {
        public List<int> Seen { get; } = [];

        public override void OnFitStart(FitContext fit) => Seen.Add(fit.Fit);
    }
}
