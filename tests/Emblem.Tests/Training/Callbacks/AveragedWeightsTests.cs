using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Tests.Training.Callbacks;

public sealed class AveragedWeightsTests
{
    [Fact]
    public void TheAverageIsInTheModelBetweenEpochsAndTheLatestWeightsTrain()
    {
        var watch = new Watcher();
        using var average = new AveragedWeights { Decay = 0.8 };
        using Learner plain = SmallLearner.Make();
        using Learner averaged = SmallLearner.Make();

        plain.FitOneCycle(3, 1e-2);
        averaged.FitOneCycle(3, 1e-2, [average, watch]);

        // Training is untouched; what lies between epochs is the average, worked out here from each batch's weights.
        Assert.Equal(plain.History.Batches, averaged.History.Batches);
        Assert.NotEqual(plain.History.Epochs[0].ValidLoss, averaged.History.Epochs[0].ValidLoss);
        Assert.Equal(3, watch.AtEpochEnd.Count);
        Assert.All(watch.AtEpochEnd.Zip(watch.Expected), pair => Close(pair.Second, pair.First));
        Close(watch.Expected[^1], SmallLearner.State(averaged));
    }

    [Fact]
    public void ShortFitsAreNotAnAverageOfTheirBeginning()
    {
        var watch = new Watcher();
        using var average = new AveragedWeights();
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(1, 1e-2, [watch, average]);

        // The ramp: of six batches the first leaves 2/11 of the start.
        Assert.All(watch.Ramp(), pair => Assert.Equal(pair.Expected, pair.Found, 1e-5f));
    }

    [Fact]
    public void TheBestFileHoldsTheAverage()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("best.safetensors");
        var watch = new Watcher();
        using var average = new AveragedWeights { Decay = 0.9 };
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(1, 1e-2, [new SaveBestModel(path, Watch.ValidLoss), watch, average]);

        var file = new SafetensorsForTests(path);
        Assert.All(watch.AtEpochEnd[0], entry => Assert.Equal(entry.Value, file.Floats(FileName(entry.Key))));
    }

    [Fact]
    public void ACheckpointGoesOnToTheSameNumbers()
    {
        using var average = new AveragedWeights { Decay = 0.9 };
        using var restored = new AveragedWeights { Decay = 0.9 };
        using Learner learner = SmallLearner.Make();
        using Learner other = SmallLearner.Make();
        var copy = new CopyAtEpochEnd(average, other, restored);

        learner.FitOneCycle(1, 1e-2, [average, copy]);

        // The other learner had the average in its model and the latest weights beside it: exchanging gives those back.
        Assert.NotEqual(SmallLearner.State(learner), copy.Latest);
        Assert.All(copy.Latest, entry => Assert.Equal(entry.Value, SmallLearner.State(other)[entry.Key]));
        restored.Dispose();
    }

    private static string FileName(string name) => name.StartsWith("2.", StringComparison.Ordinal) ? $"head.{name[2..]}" : name;

    private static void Close(Dictionary<string, float[]> expected, Dictionary<string, float[]> found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, entry => Assert.All(entry.Value.Zip(found[entry.Key]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)));
    }

    /// <summary>Averages the weights after each batch by itself, with a decay of 0.8 after the ramp.</summary>
    private sealed class Watcher : Callback
    {
        private readonly List<Dictionary<string, float[]>> _afterBatch = [];

        public List<Dictionary<string, float[]>> AtEpochEnd { get; } = [];

        public List<Dictionary<string, float[]>> Expected { get; } = [];

        public override void OnFitStart(FitContext fit) => _afterBatch.Add(SmallLearner.State(fit.Learner));

        public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _afterBatch.Add(SmallLearner.State(fit.Learner));

        public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
        {
            AtEpochEnd.Add(SmallLearner.State(fit.Learner));
            Expected.Add(Average(0.8));
        }

        public IEnumerable<(float Expected, float Found)> Ramp()
        {
            Dictionary<string, float[]> expected = Average(0.999);
            return expected.SelectMany(entry => entry.Value.Zip(AtEpochEnd[^1][entry.Key]));
        }

        private Dictionary<string, float[]> Average(double decay) => _afterBatch[0].ToDictionary(
            entry => entry.Key,
            entry => (float[])[.. entry.Value.Select((start, i) =>
            {
                double average = start;
                for (int n = 1; n < _afterBatch.Count; n++)
                {
                    double kept = Math.Min(decay, (1.0 + n) / (10 + n));
                    average = (kept * average) + ((1 - kept) * _afterBatch[n][entry.Key][i]);
                }

                return (float)average;
            })]);
    }

    private sealed class CopyAtEpochEnd(AveragedWeights average, Learner other, AveragedWeights restored) : Callback
    {
        public Dictionary<string, float[]> Latest { get; private set; } = [];

        public override void OnBatchEnd(FitContext fit, BatchRecord batch) => Latest = SmallLearner.State(fit.Learner);

        public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
        {
            var there = new FitContext(other, 0, 1, 6);
            restored.OnFitStart(there);
            other.Model.RestoreState(fit.Learner.Model.CopyState());
            var state = new CallbackState();
            average.SaveState(state);
            restored.RestoreState(state);
            restored.OnEpochStart(there);
        }
    }
}
