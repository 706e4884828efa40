using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Training;

/// <summary>Light and dark noisy pictures are known, waves of colour are something else.</summary>
public sealed class PictureMemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void WavesAreFartherFromNoiseThanNoise()
    {
        using var drawn = new DrawnClasses(each: 30);
        using Learner learner = drawn.Learner();

        KnownFeatures known = learner.RememberPictures(stop: Stop)!;

        Assert.Same(known, learner.Known);
        Assert.Equal(learner.Data!.Split.Training.Count, known.Count);
        string other = Path.Combine(drawn.Create("other"), "waves");
        Directory.CreateDirectory(other);
        LabelledImage[] waves = [.. Enumerable.Range(0, 15).Select(i =>
        {
            string path = Path.Combine(other, $"{i}.png");
            File.WriteAllBytes(path, ImageCodec.EncodePng(Pictures.Waves(32 + i, 32 + (2 * i))));
            return learner.Data.Split.Training[0] with { Path = path };
        })];
        LabelledImage[] items = [.. learner.Data.Split.Validation, .. waves];
        FeatureTable features = FrozenFeatures.Describe(learner.Model, learner.Data, items, null, null, Stop);
        double[] novelties = [.. items.Select(item => known.NoveltyOf(features.Of(item.Path)[0]))];
        Assert.True(RocCurve.Of(novelties, [.. items.Select(waves.Contains)]).Area >= 0.95);
        Assert.All(novelties.Take(learner.Data.Split.Validation.Count), novelty => Assert.InRange(novelty, 0, 1));
        Assert.True(novelties.Skip(learner.Data.Split.Validation.Count).Average() > 1);
    }

    /// <summary>One pass of a body that nothing trained is enough.</summary>
    [Fact]
    public void WhatAHeadWasFittedOnSaysTheSame()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner(head: HeadChoice.LinearOf(3, HeadPooling.RootOfMean));
        FeatureTable read = learner.ReadFeatures(new HeadRecipe { Stages = 3, Pooling = HeadPooling.RootOfMean }, null, Stop);
        var none = new NoPass();

        byte[] kept = TaughtPictures.Remember(learner, read, none, Stop)!.ToTensor().Bytes.ToArray();

        Assert.False(none.WasTold);
        Assert.Equal(learner.RememberPictures(stop: Stop)!.ToTensor().Bytes.ToArray(), kept);
    }

    /// <summary>Any head will do: what is kept is of the body alone.</summary>
    [Fact]
    public void EveryHeadRemembersTheSame()
    {
        using var drawn = new DrawnClasses();
        HeadChoice[] heads = [HeadChoice.Linear, HeadChoice.LinearOf(3, HeadPooling.RootOfMean), HeadChoice.FastAi(), OwnHead.Choice];

        byte[][] kept = [.. heads.Select(head =>
        {
            using Learner learner = drawn.Learner(head: head);
            return learner.RememberPictures(stop: Stop)!.ToTensor().Bytes.ToArray();
        })];

        Assert.All(kept, bytes => Assert.Equal(kept[0], bytes));
    }

    [Fact]
    public void WhatIsSavedComesBack()
    {
        using var drawn = new DrawnClasses();
        string path = drawn.Create("model.safetensors"), again = drawn.Create("again.safetensors");
        using Learner learner = drawn.Learner();
        learner.RememberPictures(stop: Stop);
        learner.Save(path);
        using Learner other = drawn.Learner();
        other.Load(path);
        other.Save(again);

        Assert.Equal(learner.Known!.Rule, other.Known!.Rule);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
        using WeightsFile file = WeightsFile.Open(path, verify: true);
        Assert.Equal(learner.Known.Rule, ModelMetadata.Read(file).Novelty);
        using (WeightsFile described = WeightsFile.Open(path))
            Assert.Equal(learner.Known.Count, KnownFeatures.Read(described)!.Count);
    }

    [Fact]
    public void TrainingOnMakesItVoidAndFittingAHeadDoesNot()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        learner.RememberPictures(stop: Stop);

        learner.FitHead(stop: Stop);
        Assert.NotNull(learner.Known);
        learner.FitOneCycle(1, stop: Stop);
        Assert.Null(learner.Known);
    }

    [Fact]
    public void AnOlderModelsFileLeavesNone()
    {
        using var drawn = new DrawnClasses();
        string path = drawn.Create("old.safetensors");
        using Learner learner = drawn.Learner();
        learner.Save(path);
        learner.RememberPictures(stop: Stop);

        learner.Load(path);

        Assert.Null(learner.Known);
    }

    [Fact]
    public void TooFewPicturesSayNothing()
    {
        using var drawn = new DrawnClasses(4);
        using Learner learner = drawn.Learner();

        Assert.Null(learner.RememberPictures(stop: Stop));
        Assert.Null(learner.Known);
    }

    [Fact]
    public void ALearnerOfBatchesHasNoPictures()
    {
        using Learner learner = SmallLearner.Make();

        Assert.Throws<InvalidOperationException>(() => learner.RememberPictures(stop: Stop));
    }

    /// <summary>Told of each batch that passes.</summary>
    private sealed class NoPass : IProgress<StepProgress>
    {
        public bool WasTold { get; private set; }

        public void Report(StepProgress value) => WasTold = true;
    }
}
