using Emblem.Data;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Tests.Training;

/// <summary>What saved models tell of their training.</summary>
public sealed class ProvenanceTests
{
    [Fact]
    public void EachFitIsTold()
    {
        using Learner learner = SmallLearner.Make(0.3);
        learner.Freeze();
        learner.FitOneCycle(2, 1e-2);
        learner.Unfreeze();
        learner.FitOneCycle(1, (1e-4, 1e-2));

        TrainingProvenance told = learner.Description.Provenance;

        Assert.Equal(("formula", 1L, 0.3, "train"), (told.StartedFrom, told.Seed, told.WeightDecay, told.FrozenNorm));
        Assert.Equal([("one_cycle", 2, 2, 2), ("one_cycle", 1, 1, 0)], told.Fits.Select(fit => (fit.Recipe, fit.PlannedEpochs, fit.Epochs, fit.FrozenGroups)));
        Assert.Equal(3, told.Fits[1].PeakRates.Count);
        Assert.Equal(1e-2, told.Fits[1].PeakRates[^1], 12);
        Assert.Null(told.Pictures);
    }

    [Fact]
    public void AnUntrainedModelTellsWhereItStartedAlone()
    {
        using Learner learner = SmallLearner.Make();
        _ = learner.FindLearningRate();

        Assert.Equal(new TrainingProvenance("formula").StartedFrom, learner.Description.Provenance.StartedFrom);
        Assert.Empty(learner.Description.Provenance.Fits);
        Assert.Null(learner.Description.Provenance.Seed);
    }

    [Fact]
    public void TheBestEpochsWeightsTellOfThatEpoch()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(4, 1e-2, [new KeepFirst(folder.Create("first.safetensors"))]);
        FitProvenance atEnd = learner.Description.Provenance.Fits.Single();
        learner.Load(folder.Create("first.safetensors"));
        FitProvenance atFirst = learner.Description.Provenance.Fits.Single();
        learner.FitOneCycle(1, 1e-3);

        Assert.Equal((4, 4), (atEnd.PlannedEpochs, atEnd.Epochs));
        Assert.Equal((4, 1), (atFirst.PlannedEpochs, atFirst.Epochs));
        Assert.Equal([1, 1], learner.Description.Provenance.Fits.Select(fit => fit.Epochs));
    }

    [Fact]
    public void PicturesAreSummedUpByContentAndNameWhereverTheyLie()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Draw(one, 1);
        Draw(other, 1);

        PictureProvenance first = PictureSummary.Of(Open(one));
        PictureProvenance second = PictureSummary.Of(Open(other));
        File.WriteAllBytes(other.Create("b", "0.png"), ImageCodec.EncodePng(Pictures.Noise(8, 8, 99)));
        PictureProvenance changed = PictureSummary.Of(Open(other));

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.NotEqual(first.Sha256, changed.Sha256);
        Assert.Equal(64, first.Sha256.Length);
        Assert.Equal([3, 3], first.Training);
        Assert.Equal([1, 1], first.Validation);
    }

    private static void Draw(TemporaryFolder folder, long seed)
    {
        for (int i = 0; i < 8; i++)
            File.WriteAllBytes(folder.Create(i < 4 ? "a" : "b", $"{i % 4}.png"), ImageCodec.EncodePng(Pictures.Noise(8, 8, seed + i)));
    }

    private static ImageData Open(TemporaryFolder folder) =>
        ImageFolder.Open(folder.Path).LabelByFolder().SplitRandomly(0.25).ToBatches(new() { ImageSize = 8, BatchSize = 2 });

    private sealed class KeepFirst(string path) : Callback
    {
        public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
        {
            if (epoch.Epoch == 0)
                fit.Learner.Save(path);
        }
    }
}
