using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using Emblem.Training.Metrics;
using static TorchSharp.torch;

namespace Emblem.Tests.Training;

/// <summary>A training that runs away ends, says so, and leaves nothing that is no number.</summary>
public sealed class DivergenceTests
{
    [Fact]
    public void TheFitEndsWithWhatWasSeenAndWithoutARowOfIt()
    {
        using Learner learner = SmallLearner.Make();

        string message = Assert.Throws<TrainingDivergedException>(() => learner.FitOneCycle(5, 1e30)).Message;

        Assert.All(learner.History.Batches, batch => Assert.True(double.IsFinite(batch.Loss)));
        Assert.All(learner.History.Epochs, epoch => Assert.True(double.IsFinite(epoch.ValidLoss!.Value)));
        Assert.StartsWith($"The loss of batch {learner.History.Batches.Count} is ", message, StringComparison.Ordinal);
        Assert.Contains("lower rate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBestFromBeforeComesBackAndTrainingCanGoOnFromIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("best.safetensors");
        using Learner learner = SmallLearner.Make();
        var best = new SaveBestModel(path, Watch.Metric<Accuracy>()) { KeepBestAcrossFits = true };
        learner.FitOneCycle(1, 1e-3, [best]);
        Dictionary<string, float[]> state = SmallLearner.State(learner);
        byte[] saved = File.ReadAllBytes(path);

        Assert.Throws<TrainingDivergedException>(() => learner.FitOneCycle(2, 1e30, [best]));

        Assert.Equal(saved, File.ReadAllBytes(path));
        Assert.Equal(state, SmallLearner.State(learner));
        Assert.True(double.IsFinite(learner.FitOneCycle(1, 1e-3).Epochs[0].TrainLoss));
    }

    [Fact]
    public void WeightsThatNoLossTellsOfEndTheFitToo()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = SmallLearner.Make();

        // An infinite variance makes every feature 0 and all losses finite.
        string message = Assert.Throws<TrainingDivergedException>(() => learner.FitOneCycle(1, 1e-3, [new PlantedVariance()])).Message;

        Assert.Contains("running_var' holds NaN or infinity", message, StringComparison.Ordinal);
        Assert.Empty(learner.History.Epochs);
        Assert.Contains("running_var", Assert.Throws<EmblemException>(() => learner.Save(folder.Create("model.safetensors"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ACheckpointOfSuchWeightsIsNotKept()
    {
        using var folder = new TemporaryFolder();
        var told = new List<string>();
        using Learner learner = SmallLearner.Make();
        learner.Messages = new Reports<string>(told.Add);
        learner.KeepCheckpoints(new CheckpointFolder(folder.Path) { Interval = TimeSpan.Zero });

        Assert.Throws<TrainingDivergedException>(() => learner.FitOneCycle(1, 1e-3, [new PlantedVariance()]));

        Assert.Contains(told, text => text.StartsWith("Warning: no checkpoint could be saved", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(folder.Path, "*.safetensors"), path =>
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            FiniteTensors.Require(file, file.Entries);
        });
    }

    [Fact]
    public void ASearchForRatesMayRunAway()
    {
        using Learner learner = SmallLearner.Make();
        Dictionary<string, float[]> before = SmallLearner.State(learner);

        LearningRateSearch found = learner.FindLearningRate(30);

        Assert.InRange(found.Rates.Count, 1, 30);
        Assert.Equal(before, SmallLearner.State(learner));
    }

    [Fact]
    public void AveragedWeightsAreFreedWhenTheFitEndsSo()
    {
        using Learner learner = SmallLearner.Make();
        using var averaged = new AveragedWeights();

        Assert.Throws<TrainingDivergedException>(() => learner.FitOneCycle(5, 1e30, [averaged]));

        var state = new CallbackState();
        averaged.SaveState(state);
        Assert.Empty(state.Tensors);
    }

    [Fact]
    public void ValidationPicturesThatWeighNothingHaveNoLossInsteadOfNaN()
    {
        using Learner learner = SmallLearner.Make(new LearnerOptions { Loss = new Emblem.Training.Losses.CrossEntropy { ClassWeights = [0, 0, 0] } });

        Assert.Null(learner.Validate().Loss);
    }

    /// <summary>Plants infinity in a statistic after the last batch of the first epoch.</summary>
    private sealed class PlantedVariance : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (fit.BatchesDone != 6)
                return;
            using var scope = NewDisposeScope();
            Tensor variance = fit.Learner.Model.Body.state_dict().First(entry => entry.Key.EndsWith("running_var", StringComparison.Ordinal)).Value;
            variance.copy_(tensor([.. Enumerable.Repeat(float.PositiveInfinity, (int)variance.shape[0])]));
        }
    }
}
