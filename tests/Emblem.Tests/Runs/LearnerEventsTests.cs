using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Runs;

public sealed class LearnerEventsTests
{
    [Fact]
    public void AFitTellsWeightsStageBatchesEpochsAndBetterModels()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        var told = new List<RunEvent>();

        learner.Tell(told.Add);
        learner.FitOneCycle(2, 0.01, [new SaveBestModel(drawn.Create("best"), Watch.Metric<Accuracy>()), new EarlyStopping(Watch.ValidLoss, 5)]);
        learner.Unfreeze();
        learner.FitOneCycle(1, (1e-4, 1e-3));

        Assert.Equal(["PicturesDivided", "WeightsChosen", "StageBegun"], told.Take(3).Select(happened => happened.GetType().Name));
        Assert.Equal(["training the head at 1E-02, 2 epochs", "training everything at 1E-04..1E-03, 1 epoch"], told.OfType<StageBegun>().Select(begun => begun.Stage));
        Assert.Equal(learner.History.Epochs, told.OfType<EpochTrained>().Select(trained => trained.Epoch));
        Assert.Equal(learner.History.Batches, told.OfType<BatchTrained>().Select(trained => trained.Batch));
        Assert.Equal(1, told.OfType<BatchTrained>().Last().Progress.Share);
        Assert.IsType<BetterModelFound>(told[told.FindIndex(happened => happened is EpochTrained) + 1]);
        Assert.DoesNotContain(told, happened => happened is RunNote);
    }

    [Fact]
    public void ASearchTellsThatItRunsAndWhatItFound()
    {
        using Learner learner = SmallLearner.Make();
        var told = new List<RunEvent>();
        learner.Tell(told.Add);

        LearningRateSearch found = learner.FindLearningRate(20);

        Assert.Equal("finding learning rates …", Assert.IsType<StageBegun>(told[0]).ToString());
        Assert.Same(found, Assert.IsType<RatesFound>(told[1]).Search);
    }

    [Fact]
    public void NotesOfCallbacksAreTold()
    {
        using Learner learner = SmallLearner.Make();
        var told = new List<RunEvent>();
        learner.Tell(told.Add);

        learner.FitOneCycle(3, callbacks: [new Stopper()]);

        Assert.Equal(new RunNote("enough"), told[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RandomWeightsWherePretrainedWereMeantAreSaid(bool meant)
    {
        using var pictures = new PictureSet(4);
        using var data = new StringWriter();
        LearnerOptions options = meant ? new() { Weights = null, Compute = PlainCompute.Plan } : new() { Compute = PlainCompute.Plan };
        using Learner learner = Learner.ForClassification(pictures.Split.ToBatches(new() { ImageSize = 32, BatchSize = 4, Workers = 0 }), SmallBody.Architecture, options: options);
        learner.Model.Counted();

        learner.Tell(TrainingTable.On(data));

        Assert.Contains("Weights: small, random", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(meant, data.ToString().Contains("warning: pretrained weights were asked for and none were found", StringComparison.Ordinal));
        Assert.Contains("started from random", learner.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheTableIsFastAisAndRowsComeAsEpochsEnd()
    {
        using Learner learner = SmallLearner.Make();
        using var output = new StringWriter();
        learner.Tell(TrainingTable.On(output));
        var seen = new List<int>();

        learner.FitOneCycle(2, callbacks: [new AtEpochEnd(() => seen.Add(output.ToString().Split(Environment.NewLine).Length))]);

        string[] lines = output.ToString().Split(Environment.NewLine);
        Assert.Equal("training everything at 3E-04..3E-03, 2 epochs …", lines[0]);
        Assert.Equal("epoch       train_loss  valid_loss  accuracy    time", lines[1]);
        Assert.Matches(@"^0           \d\.\d{6}    \d\.\d{6}    \d\.\d{6}    00:0\d$", lines[2]);
        Assert.Equal([4, 5], seen);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    [Fact]
    public void WatchingChangesNoBit()
    {
        using Learner alone = SmallLearner.Make();
        using Learner watched = SmallLearner.Make();
        watched.Tell(_ => { });

        alone.FitOneCycle(1);
        watched.FitOneCycle(1);

        Assert.Equal(SmallLearner.State(alone), SmallLearner.State(watched));
    }

    private sealed class Stopper : Callback
    {
        public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => fit.Stop("enough");
    }

    private sealed class AtEpochEnd(Action act) : Callback
    {
        public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => act();
    }
}
