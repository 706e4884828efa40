using Emblem.Data;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Studio.Train;
using Emblem.Tests.Support;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Studio.Train;

public sealed class TrainFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ProjectFolder Project => new(Path.Combine(_folder.Path, "pets"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsLeftEmptyIsTheCommandsToSettle() => Assert.Equal(
        ["train", Project.Verified, "--out", Project.NextRun().Path, "--test-fraction", "0.15", "--events", Project.NextRun().Events],
        new TrainForm().Arguments(Project, Project.NextRun()));

    [Fact]
    public void WhatIsAskedForIsPassedOn()
    {
        var form = new TrainForm { Recipe = "finetune", Network = "resnet34", Size = 96, Epochs = 3, Minutes = 20, TestPercent = 0, Weights = "none", Flip = true, Balanced = true, Folds = 3, Seed = 7 };

        Assert.Equal(
            "emblem train D --dry-run --recipe finetune --arch resnet34 --weights none --size 96 --unfrozen-epochs 3 --time-budget 20 --flip --balanced --folds 3 --seed 7",
            TrainForm.Line(form.Arguments(Project, null).Select(argument => argument == Project.Verified ? "D" : argument)));
        form.Recipe = "head";
        Assert.DoesNotContain("--unfrozen-epochs", form.Arguments(Project, null));
    }

    /// <summary>A browser may answer anything: no option comes of it, and no number that the command would not take.</summary>
    [Fact]
    public void WhatIsOnNoListIsLeftOut()
    {
        var form = new TrainForm { Recipe = "--overwrite", Network = "../../x", Weights = "/etc/passwd", Augment = "; rm", From = "../001", Size = -5, TestPercent = 99, BatchSize = 1 };

        Assert.Equal(["train", Project.Verified, "--dry-run", "--size", "32", "--batch-size", "2"], form.Arguments(Project, null));
    }

    [Fact]
    public void DecisionsOnLabelsTeach()
    {
        Directory.CreateDirectory(Project.Path);
        new Corrections([new Correction("cat/1.png", "cat")]).Write(Project.Corrections);
        Assert.DoesNotContain("--corrections", new TrainForm().Arguments(Project, null));

        new Corrections([new Correction("cat/1.png", "cat") { Action = CorrectionAction.Remove }]).Write(Project.Corrections);
        Assert.Contains(Project.Corrections, new TrainForm().Arguments(Project, null));
    }

    [Theory]
    [InlineData("/a/b-c.d", "emblem /a/b-c.d")]
    [InlineData("my pets", "emblem 'my pets'")]
    [InlineData("it's $x", "emblem 'it'\\''s $x'")]
    [InlineData("", "emblem ''")]
    public void TheCommandCanBeTyped(string argument, string line) => Assert.Equal(line, TrainForm.Line([argument]));

    /// <summary>A recipe that is new needs a sentence on the page.</summary>
    [Fact]
    public void EachRecipeIsToldInASentence() =>
        Assert.Equal(TrainingRecipes.All.Count, TrainingRecipes.All.Select(RunWords.OfRecipe).Where(words => words.EndsWith('.')).Distinct().Count());

    [Theory]
    [InlineData(35, "0:35")]
    [InlineData(3700, "01:01:40")]
    [InlineData(90_000, "1.01:00:00")]
    public void TimesAreClocks(int seconds, string words) => Assert.Equal(words, RunWords.Clock(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void AScoreIsASentenceWithItsInterval()
    {
        Assert.Contains("between 60% and 98%", RunWords.OfScore(new RunScore(ScoreInterval.Wilson(9, 10), IsOptimistic: false)), StringComparison.Ordinal);
        Assert.Contains("also chose the model", RunWords.OfScore(new RunScore(ScoreInterval.Wilson(9, 10), IsOptimistic: true)), StringComparison.Ordinal);
    }
}
