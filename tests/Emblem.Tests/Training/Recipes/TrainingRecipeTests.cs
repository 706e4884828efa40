using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Training.Recipes;

public sealed class TrainingRecipeTests
{
    public static TheoryData<string> Names => [.. TrainingRecipes.All.Select(recipe => recipe.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileRepeatsARecipe(string name)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Create("recipe.json");

        TrainingRecipes.Find(name).Write(file);

        Assert.Equal(TrainingRecipes.Find(name), TrainingRecipes.Find(file));
    }

    [Fact]
    public void AFileRepeatsEveryValue()
    {
        using var folder = new TemporaryFolder();
        var own = new TrainingRecipe("own")
        {
            Head = new HeadRecipe { Stages = 2, Pooling = HeadPooling.RootOfMean, Views = 3, Cs = [0.5, 0.25], Folds = 7 },
            FineTune = new FineTuneRecipe
            {
                FrozenEpochs = 2,
                Rate = 0.125,
                FrozenNorm = FrozenBatchNorm.Freeze,
                FindRates = true,
                UnfrozenEpochs = 9,
                UnfrozenRates = RateRule.Of((1e-5, 3e-4)),
            },
        };

        own.Write(folder.Create("recipe.json"));

        Assert.Equal(own, TrainingRecipe.Read(folder.Create("recipe.json")));
        Assert.Equal([0.25, 0.5], own.Head.Cs);
    }

    [Fact]
    public void WhatAPersonLeavesOutHasItsDefault()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("mine.json"), """{"name": "mine", "finetune": {"frozen_epochs": 1, "unfrozen_rates": "find"}}""");

        TrainingRecipe mine = TrainingRecipe.Read(folder.Create("mine.json"));

        Assert.Equal(new FineTuneRecipe { FrozenEpochs = 1, UnfrozenRates = RateRule.Found }, mine.FineTune);
        Assert.Null(mine.Head);
    }

    [Fact]
    public void AFileFromBeforeThereWereStagesMeansWhatItMeant()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("old.json"), """{"name": "old", "head": {"views": 1, "strengths": [0.001, 0.01, 0.1, 1], "folds": 4}}""");

        Assert.Equal(new HeadRecipe(), TrainingRecipe.Read(folder.Create("old.json")).Head);
        Assert.Equal(HeadChoice.Linear.Description, new HeadRecipe().ToChoice().Description);
    }

    [Theory]
    [InlineData("""{"name": "x", "head": {"stages": 0}}""", "at least 1")]
    [InlineData("""{"name": "x"}""", "nothing would be trained")]
    [InlineData("""{"name": "x", "finetune": {"frozen_epochs": 0, "unfrozen_epochs": 0}}""", "nothing would be trained")]
    [InlineData("""{"name": "x", "haed": {}}""", "haed")]
    [InlineData("""{"name": "x", "head": {"strengths": []}}""", "finite numbers above 0")]
    [InlineData("""{"name": "x", "head": {"folds": 1}}""", "at least 2")]
    [InlineData("""{"name": "x", "finetune": {"unfrozen_rates": "fast"}}""", "got 'fast'")]
    [InlineData("""{"name": "x", "finetune": {"rate": 0}}""", "above 0")]
    [InlineData("""{"name": "x", "finetune": {"start_divisor": 0.5}}""", "1 or above")]
    [InlineData("""{"name": "x", "finetune": {"unfrozen_rates": "1e-3..7e-4"}}""", "Give 7e-4..1e-3")]
    [InlineData("not JSON", "is no recipe")]
    public void AFileThatIsNoRecipeSaysWhy(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("bad.json"), text);

        var fault = Assert.Throws<EmblemException>(() => TrainingRecipe.Read(folder.Create("bad.json")));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains("bad.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsAnsweredWithTheNames() => Assert.Contains(
        "finetune, head, head+finetune, scratch",
        Assert.Throws<EmblemException>(() => TrainingRecipes.Find("heads")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void RatesComeFromWhereTheRuleSays()
    {
        var found = new LearningRateSearch([], [], 2e-3, 5e-4, null, null);

        Assert.Equal((3e-3 / 200, 3e-3 / 2), Pair(RateRule.FastAi.Choose(3e-3, null)));
        Assert.Equal((5e-4, 2e-3), Pair(RateRule.Found.Choose(3e-3, found)));
        Assert.Equal((1e-5, 1e-3), Pair(RateRule.Parse("1e-5..1e-3")!.Choose(3e-3, found)));
        Assert.Equal((0.01, 0.01), Pair(RateRule.Parse("0.01")!.Choose(3e-3, null)));
        Assert.Null(RateRule.Parse("1e-5..fast"));
        Assert.Null(RateRule.Parse("-1"));
        Assert.Null(RateRule.Parse("1e-3..7e-4"));
        Assert.Throws<EmblemException>(() => RateRule.Found.Choose(3e-3, found with { MinimumGradient = null }));

        static (double, double) Pair(Emblem.Training.Schedules.LearningRateRange range) => (range.Low, range.High);
    }
}
