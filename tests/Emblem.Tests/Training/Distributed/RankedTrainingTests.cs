using Emblem.Cluster;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Mixing;

namespace Emblem.Tests.Training.Distributed;

/// <summary>The small network of fast.ai's trajectories, trained by several ranks: the losses of one process, and the same weights on every rank.</summary>
public sealed class RankedTrainingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void LossesOf30BatchesAreThoseOfOneProcess(int ranks)
    {
        Trained alone = Train(null, new LearnerOptions());

        Trained[] shared = ThreadRanks.Run(ranks, own => Train(own, new LearnerOptions()));

        Assert.Equal(30, alone.Losses.Length);
        AssertClose(alone.Losses, shared[0].Losses, 1e-5);
        AssertClose(alone.ValidLosses, shared[0].ValidLosses, 1e-5);
        AssertClose(alone.Statistics, shared[0].Statistics, 1e-4);
        AssertSame(shared);
    }

    [Fact]
    public void TwoTrainingsOfAsManyRanksAreEqualBitForBit()
    {
        Trained[] first = ThreadRanks.Run(2, own => Train(own, new LearnerOptions()));
        Trained[] second = ThreadRanks.Run(2, own => Train(own, new LearnerOptions()));

        Assert.Equal(first[0].Losses, second[0].Losses);
        Assert.Equal(first[0].State, second[0].State);
    }

    [Fact]
    public void StepsOfSeveralBatchesMixedPicturesAndClassWeightsAreThoseOfOneProcess()
    {
        var options = new LearnerOptions
        {
            AccumulatedBatches = 2,
            MaxGradientNorm = 0.5,
            Mixing = new Mixup(),
            Loss = new CrossEntropy { Smoothing = 0.1, ClassWeights = [1, 2, 0.5] },
        };
        Trained alone = Train(null, options);

        Trained[] shared = ThreadRanks.Run(2, own => Train(own, options));

        AssertClose(alone.Losses, shared[0].Losses, 1e-5);
        AssertSame(shared);
    }

    [Fact]
    public void FewerPicturesThanRanksAreAllWithEach()
    {
        Trained alone = Train(null, new LearnerOptions(), batchSize: 3);

        Trained[] shared = ThreadRanks.Run(4, own => Train(own, new LearnerOptions(), batchSize: 3));

        AssertClose(alone.Losses, shared[0].Losses, 1e-5);
        AssertSame(shared);
    }

    [Fact]
    public void StatisticsOfEachRankAreOthersAndStayTheSameOnAllRanks()
    {
        var options = new LearnerOptions { SharedNorms = false };
        Trained alone = Train(null, options);

        Trained[] shared = ThreadRanks.Run(2, own => Train(own, options));

        Assert.NotInRange(Math.Abs(alone.Losses[^1] - shared[0].Losses[^1]), 0, 1e-6);
        Assert.All(alone.Losses.Zip(shared[0].Losses), pair => Assert.Equal(pair.First, pair.Second, 0.2));
        AssertSame(shared);
    }

    [Fact]
    public void NormsThatRestAreLeftAsTheyAre()
    {
        var options = new LearnerOptions { FrozenNorm = FrozenBatchNorm.FreezeAlways };
        Trained alone = Train(null, options, freeze: true);

        Trained[] shared = ThreadRanks.Run(2, own => Train(own, options, freeze: true));

        AssertClose(alone.Losses, shared[0].Losses, 1e-5);
        Assert.Equal(alone.Statistics, shared[0].Statistics);
    }

    [Fact]
    public void AReasonToEndThatOneRankHasIsOneForAll()
    {
        Trained[] shared = ThreadRanks.Run(2, own => Train(own, new LearnerOptions(), callbacks: own.Rank == 1 ? [new StopsAt(7)] : [new StopsAt(1000)]));

        Assert.All(shared, trained => Assert.Equal(8, trained.Losses.Length));
    }

    [Fact]
    public void AStopThatOneRankIsAskedForEndsAllAfterTheSameBatch()
    {
        using var stop = new CancellationTokenSource();
        int[] done = new int[2];
        Exception?[] faults = ThreadRanks.Faults(2, own =>
        {
            using Learner learner = SmallLearner.Make(new LearnerOptions { Ranks = own });
            try
            {
                learner.FitOneCycle(5, 1e-2, own.Rank == 1 ? [new Cancels(4, stop)] : [], stop: own.Rank == 1 ? stop.Token : default);
            }
            finally
            {
                done[own.Rank] = learner.History.Batches.Count;
            }
        });

        Assert.All(faults, fault => Assert.IsType<OperationCanceledException>(fault, exactMatch: false));
        Assert.Equal(done[0], done[1]);
    }

    private static Trained Train(Ranks? ranks, LearnerOptions options, int batchSize = 8, bool freeze = false, IReadOnlyList<Callback>? callbacks = null)
    {
        using Learner learner = SmallLearner.Make(options with { Ranks = ranks }, batchSize);
        if (freeze)
            learner.FreezeBefore(1);
        learner.FitOneCycle(5, 1e-2, callbacks);
        Dictionary<string, float[]> state = SmallLearner.State(learner);
        return new Trained(
            [.. learner.History.Batches.Select(batch => batch.Loss)],
            [.. learner.History.Epochs.Select(epoch => epoch.ValidLoss!.Value)],
            [.. state.Where(entry => entry.Key.Contains("running", StringComparison.Ordinal)).SelectMany(entry => entry.Value).Select(value => (double)value)],
            [.. state.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value)]);
    }

    private static void AssertSame(Trained[] shared) => Assert.All(shared, trained =>
    {
        Assert.Equal(shared[0].State, trained.State);
        Assert.Equal(shared[0].Losses, trained.Losses);
    });

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / Math.Max(Math.Abs(pair.First), 1e-3), 0, tolerance));
    }

    private sealed record Trained(double[] Losses, double[] ValidLosses, double[] Statistics, float[] State);

    private sealed class StopsAt(int iteration) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration == iteration)
                fit.Stop("seen enough");
        }
    }

    private sealed class Cancels(int iteration, CancellationTokenSource source) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration == iteration)
                source.Cancel();
        }
    }
}
