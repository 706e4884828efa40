using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Tests.Training.Callbacks;

/// <summary>The callbacks that end a fit or slow it down.</summary>
public sealed class StoppingTests
{
    [Fact]
    public void TimeCountsOverAllFits()
    {
        var clock = new StepClock();
        var budget = new TimeBudget(TimeSpan.FromSeconds(9.5)) { Clock = clock };
        var said = new Said();
        using Learner learner = SmallLearner.Make();
        learner.Messages = said;

        // A second passes after each batch: six in the first fit, then four, then none.
        learner.FitOneCycle(1, 1e-3, [budget, new Tick(clock)]);
        learner.FitOneCycle(1, 1e-3, [budget, new Tick(clock)]);
        int afterTwo = learner.History.Batches.Count;
        learner.FitOneCycle(1, 1e-3, [budget, new Tick(clock)]);

        Assert.Equal((11, 11), (afterTwo, learner.History.Batches.Count));
        Assert.Equal(2, learner.History.Epochs.Count);
        Assert.NotNull(learner.History.Epochs[1].ValidLoss);
        Assert.Equal(["The time budget of 0.16 minutes is used up.", "The time budget of 0.16 minutes is used up."], said.Messages);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeBudget(TimeSpan.Zero));
    }

    [Fact]
    public void RatesFallWhenNothingGetsBetter()
    {
        using Learner learner = SmallLearner.Make();
        // A margin that nothing beats: only the first epoch counts as better, so rates fall after the third and the fifth.
        var plateau = new ReduceOnPlateau(Watch.ValidLoss, patience: 1) { Factor = 0.5, Margin = 1e9 };

        learner.Fit(new FitPlan(36, [1, 1, 1], Emblem.Training.Schedules.Schedules.Constant(1e-3), Emblem.Training.Schedules.Schedules.Constant(0.9)), [plateau]);

        Assert.Equal(
            [1e-3, 1e-3, 1e-3, 5e-4, 5e-4, 2.5e-4], learner.History.Batches.Chunk(6).Select(epoch => Assert.Single(epoch.Select(batch => batch.LearningRate).Distinct())));
    }

    [Fact]
    public void RatesStayWhileItGetsBetter()
    {
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(3, 1e-2, [new ReduceOnPlateau(Watch.TrainLoss)]);
        using Learner plain = SmallLearner.Make();
        plain.FitOneCycle(3, 1e-2);

        Assert.Equal(plain.History.Batches, learner.History.Batches);
    }

    private sealed class Said : IProgress<string>
    {
        public List<string> Messages { get; } = [];

        public void Report(string value) => Messages.Add(value);
    }

    private sealed class StepClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private sealed class Tick(StepClock clock) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch) => clock.Seconds++;
    }
}
