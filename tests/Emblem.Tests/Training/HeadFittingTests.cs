using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Shared;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Training;

public sealed class HeadFittingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void TheModelHasTheHeadThatWasFitted()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();

        HeadFit fit = learner.FitHead(stop: Stop);

        var scored = ScoredBatch.Join(2, [.. Evaluator.Score(learner.Model, learner.Validation!, null, Stop)]);
        Assert.Equal(fit.ValidLoss, scored.Losses.Average(), 1e-4);
        Assert.True(fit.ValidLoss < Math.Log(2), $"{fit.ValidLoss}");
        Assert.Equal([0.001, 0.01, 0.1, 1], fit.Scores.Select(score => score.C));
        Assert.Equal(fit.Scores.MinBy(score => score.Loss)!.C, fit.C);
    }

    [Fact]
    public void ASavedModelTellsAndRepeatsIt()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        HeadFit fit = learner.FitHead(stop: Stop);
        string file = drawn.Create("head.safetensors");

        learner.Save(file);

        using Learner other = drawn.Learner();
        other.Load(file);
        Assert.Equal(Losses(learner), Losses(other));
        using WeightsFile saved = WeightsFile.Open(file);
        var told = ModelMetadata.Read(saved);
        Assert.Equal(HeadKind.Linear, told.Head.Kind);
        Assert.Equal(("logistic_regression", fit.C), (Assert.Single(told.Provenance.Fits).Recipe, told.Provenance.Fits[0].C));
        Assert.Equal(18, told.Provenance.Pictures!.Training.Sum());
    }

    [Fact]
    public void TheBodyStaysAsItWas()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        string[] Body() => [.. learner.Model.CopyState().Where(entry => !entry.Name.StartsWith("head.", StringComparison.Ordinal)).Select(entry => Convert.ToHexString(entry.Bytes.Span))];
        string[] before = Body();

        learner.FitHead(stop: Stop);

        Assert.Equal(before, Body());
    }

    [Fact]
    public void ValidationPicturesDecideNothing()
    {
        using var drawn = new DrawnClasses();
        ImageData data = drawn.Data();
        ImageSplit swapped = data.Split with { Validation = [.. data.Split.Validation.Select(item => item with { Label = 1 - item.Label })] };
        using Learner one = drawn.Learner(data);
        using Learner other = drawn.Learner(swapped.ToBatches(data.Options));

        HeadFit right = one.FitHead(stop: Stop);
        HeadFit wrong = other.FitHead(stop: Stop);

        Assert.Equal(right.Fit.Weights.SelectMany(row => row), wrong.Fit.Weights.SelectMany(row => row));
        Assert.Equal(right.Scores, wrong.Scores);
        Assert.NotEqual(right.ValidLoss, wrong.ValidLoss);
    }

    [Fact]
    public void ViewsAreFixedAndTeach()
    {
        using var drawn = new DrawnClasses(each: 6);
        ImageData data = drawn.Data(Augmentations.Standard());
        using Learner one = drawn.Learner(data);
        using Learner again = drawn.Learner(data);
        var recipe = new HeadRecipe { Views = 3, Cs = [0.1] };

        FeatureTable views = one.ReadFeatures(recipe, null, Stop);
        HeadFit first = one.FitHead(recipe, () => views, null, Stop);

        Assert.Equal(3, views.Views);
        Assert.Equal(one.ReadFeatures(new HeadRecipe(), null, Stop).Of(data.Split.Training[0].Path)[0], views.Of(data.Split.Training[0].Path)[0]);
        Assert.NotEqual(views.Of(data.Split.Training[0].Path)[1], views.Of(data.Split.Training[0].Path)[2]);
        Assert.Equal(first.Fit.Bias, again.FitHead(recipe, stop: Stop).Fit.Bias);
        Assert.Empty(first.Scores);
    }

    [Fact]
    public void ViewsWithoutAugmentationAreRefused()
    {
        using var drawn = new DrawnClasses(each: 4);
        using Learner learner = drawn.Learner();

        var fault = Assert.Throws<EmblemException>(() => learner.FitHead(new HeadRecipe { Views = 2 }, stop: Stop));

        Assert.Contains("got 2 views", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherHeadsAreRefused()
    {
        using var drawn = new DrawnClasses(each: 4);
        using Learner learner = drawn.Learner(head: HeadChoice.FastAi());

        Assert.Contains("HeadChoice.Linear", Assert.Throws<InvalidOperationException>(() => learner.FitHead(stop: Stop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeadOnSeveralStagesIsFittedSavedAndFineTuned()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner(head: HeadChoice.LinearOf(3, HeadPooling.RootOfMean));
        string file = drawn.Create("stages.safetensors");

        HeadFit fit = learner.FitHead(stop: Stop);

        Assert.Equal(27, fit.Fit.Mean.Count);
        Assert.Equal(fit.ValidLoss, Losses(learner).Average(), 1e-4);
        learner.Save(file);
        using Learner other = drawn.Learner(head: HeadChoice.LinearOf(3, HeadPooling.RootOfMean));
        other.Load(file);
        Assert.Equal(Losses(learner), Losses(other));
        using WeightsFile saved = WeightsFile.Open(file);
        Assert.Equal(new HeadDescription(HeadKind.Linear) { Stages = 3, Pooling = HeadPooling.RootOfMean }, ModelMetadata.Read(saved).Head);
        learner.Unfreeze();
        Dictionary<string, string> before = LearnerState.Of(learner);
        learner.FitOneCycle(1, 1e-5, stop: Stop);
        Assert.NotEqual(before["0.0.weight"], LearnerState.Of(learner)["0.0.weight"]);
    }

    [Fact]
    public void ARecipeForOtherStagesIsRefused()
    {
        using var drawn = new DrawnClasses(each: 4);
        using Learner learner = drawn.Learner();

        var fault = Assert.Throws<InvalidOperationException>(() => learner.FitHead(new HeadRecipe { Stages = 3 }, stop: Stop));

        Assert.Contains("HeadChoice.LinearOf", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingGoesOnFromTheHeadWithNormsAsTheyAre()
    {
        using var drawn = new DrawnClasses(each: 6);
        using Learner learner = drawn.Learner();
        HeadFit fit = learner.FitHead(stop: Stop);
        Dictionary<string, string> before = LearnerState.Of(learner);
        learner.Unfreeze();

        learner.FitOneCycle(1, 1e-6, stop: Stop);

        Assert.Equal(fit.ValidLoss, learner.History.Epochs[^1].ValidLoss!.Value, 1e-2);
        string[] changed = [.. LearnerState.Of(learner).Where(entry => entry.Value != before[entry.Key]).Select(entry => entry.Key)];
        Assert.Contains("0.0.weight", changed);
        Assert.Contains("head.linear.weight", changed);
        Assert.DoesNotContain(changed, name => name.StartsWith("0.1.", StringComparison.Ordinal) || name.StartsWith("1.1.", StringComparison.Ordinal));
    }

    [Fact]
    public void TheUsersCacheStaysAsItIs()
    {
        using var drawn = new DrawnClasses(each: 6);
        using Learner learner = drawn.Learner();
        string cache = drawn.Create("cache");
        using var variable = new TemporaryVariable("EMBLEM_CACHE", cache);

        learner.FitHead(stop: Stop);

        Assert.False(Directory.Exists(Path.Combine(cache, "thumbnails")));
    }

    private static IReadOnlyList<float> Losses(Learner learner) => ScoredBatch.Join(2, [.. Evaluator.Score(learner.Model, learner.Validation!, null, Stop)]).Losses;
}
