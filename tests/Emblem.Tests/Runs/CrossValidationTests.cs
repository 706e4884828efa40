using Emblem.Data;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class CrossValidationTests
{
    [Fact]
    public void EveryPictureIsScoredOnceByAModelThatNeverSawIt()
    {
        using var drawn = new DrawnClasses();
        ImageData data = drawn.Data();

        CrossValidationResult report = Run(drawn, data);

        Assert.Equal(3, report.Folds.Count);
        Assert.Equal(24, report.Folds.Sum(fold => fold.HeldOut));
        Assert.All(report.Folds, fold => Assert.Equal(24, fold.Training + fold.Validation + fold.HeldOut));
        Assert.Equal((report.Folds.Sum(fold => fold.Right), 24), (report.Pooled.Right, report.Pooled.Count));
        Assert.InRange(report.Pooled.Score, report.Pooled.Low, report.Pooled.High);
        Assert.True(report.Pooled.Score > 0.6, $"{report.Pooled}");
        Assert.Equal((24, 24), (report.Names.Count, report.Scored.Count));
        Assert.Equal(report.Pooled.Right, Enumerable.Range(0, 24).Count(i => report.Scored.Predicted(i) == report.Scored.Actual[i]));
        Assert.All(report.Names.Index(), name => Assert.Equal(name.Item.StartsWith("dark/", StringComparison.Ordinal) ? 0 : 1, report.Scored.Actual[name.Index]));
        Assert.Empty(Directory.EnumerateFiles(drawn.Create("run"), "*.safetensors", SearchOption.AllDirectories));
        Assert.Equivalent(report, Run(drawn, data));
    }

    [Fact]
    public void LabelsThatMeanNothingScoreAsChance()
    {
        using var drawn = new DrawnClasses(each: 20);
        ImageData data = drawn.Data();

        // Every second picture of each class changes sides: what is learned of the others helps as often as it misleads.
        int[] seen = new int[2];
        LabelledImage[] items =
        [
            .. data.Split.Training.Concat(data.Split.Validation).OrderBy(item => item.Name, StringComparer.Ordinal)
                .Select(item => item with { Label = seen[item.Label]++ % 2 }),
        ];
        ImageSplit noise = data.Split with { Training = items[..30], Validation = items[30..] };

        CrossValidationResult report = Run(drawn, noise.ToBatches(data.Options));

        Assert.InRange(report.Pooled.Score, 0.2, 0.8);
    }

    private static CrossValidationResult Run(DrawnClasses drawn, ImageData data)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head, folds: 3);
        using Learner learner = drawn.Learner(data, TrainingRecipes.Head.Head!.ToChoice());
        FeatureTable features = learner.ReadFeatures(TrainingRecipes.Head.Head!, null, stop);
        for (int fold = 0; fold < plan.Folds; fold++)
            TensorLeakGuard.Count(learner.Model);
        return new CrossValidation(plan, features, new RunTeller(null, TimeProvider.System), stop).Run(FoldPlan.Of(plan, data.Split, stop)!);
    }
}
