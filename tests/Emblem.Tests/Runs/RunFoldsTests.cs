using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RunFoldsTests
{
    [Fact]
    public void EveryPictureIsScoredOnceByAModelThatNeverSawIt()
    {
        using var drawn = new DrawnClasses();
        ImageData data = drawn.Data();

        FoldsReport report = Run(drawn, data);

        Assert.Equal(3, report.Folds.Count);
        Assert.Equal(24, report.Folds.Sum(fold => fold.HeldOut));
        Assert.All(report.Folds, fold => Assert.Equal(24, fold.Training + fold.Validation + fold.HeldOut));
        Assert.Equal((report.Folds.Sum(fold => fold.Right), 24), (report.Pooled.Right, report.Pooled.Count));
        Assert.InRange(report.Pooled.Accuracy, report.Pooled.Interval![0], report.Pooled.Interval[1]);
        Assert.True(report.Pooled.Accuracy > 0.6, $"{report.Pooled}");
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

        FoldsReport report = Run(drawn, noise.ToBatches(data.Options));

        Assert.InRange(report.Pooled.Accuracy, 0.2, 0.8);
    }

    private static FoldsReport Run(DrawnClasses drawn, ImageData data)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var options = new RunOptions { Data = drawn.Folder, Size = 32, BatchSize = 8, Recipe = TrainingRecipes.Head, Folds = 3, Augment = AugmentPreset.None, Compute = PlainCompute.Options.Resolve() };
        var output = new CommandOutput("train", TextWriter.Null, TextWriter.Null, new OutputStyle());
        using Learner learner = drawn.Learner(data, TrainingRecipes.Head.Head!.ToChoice());
        FeatureTable features = learner.ReadFeatures(TrainingRecipes.Head.Head!, null, stop);
        for (int fold = 0; fold < options.Folds; fold++)
            TensorLeakGuard.Count(learner.Model);
        return new RunFolds(options, 0, drawn.Start, features, new RunFolder(drawn.Create("run")), output, stop).Run(data.Split);
    }
}
