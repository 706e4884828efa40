using Emblem.Foundation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RecipeRequestTests
{
    [Fact]
    public void TheWeightsDecideWhereNothingWasAsked()
    {
        Assert.Equal(TrainingRecipes.HeadThenFineTune, new RecipeRequest().Resolve(pretrained: true));
        Assert.Equal(TrainingRecipes.Scratch, new RecipeRequest().Resolve(pretrained: false));
    }

    [Fact]
    public void OptionsOfAFrozenStageChooseTheRecipeThatHasOne()
    {
        FineTuneRecipe stages = new RecipeRequest { FrozenEpochs = 2, FindRates = false, FrozenNorm = FrozenBatchNorm.Freeze }.Resolve(pretrained: true).FineTune!;

        Assert.Equal(new FineTuneRecipe { FrozenEpochs = 2, FrozenNorm = FrozenBatchNorm.Freeze }, stages);
        Assert.Equal(0.01, new RecipeRequest { Rate = 0.01 }.Resolve(pretrained: true).FineTune!.Rate);
    }

    /// <summary>A head that goes on is not fitted anew unless that is asked for.</summary>
    [Fact]
    public void AModelThatIsGoneOnFromIsFineTuned()
    {
        Assert.Equal(TrainingRecipes.FineTune, new RecipeRequest().Resolve(pretrained: true, goesOn: true));
        Assert.Equal(TrainingRecipes.Head, new RecipeRequest { NameOrFile = "head" }.Resolve(pretrained: true, goesOn: true));
    }

    [Fact]
    public void DecayAndFrozenGroupsAreTheRecipes()
    {
        FineTuneRecipe stages = new RecipeRequest { WeightDecay = 0.1, FreezeBefore = 2 }.Resolve(pretrained: true).FineTune!;

        Assert.Equal((0.1, 2, "training the head on"), (stages.WeightDecay, stages.FreezeBefore, stages.UnfrozenStage));
        Assert.Equal("training from layer group 1 on", (stages with { FreezeBefore = 1 }).UnfrozenStage);
        Assert.Throws<ArgumentOutOfRangeException>(() => stages with { FreezeBefore = 3 });
        Assert.Throws<ArgumentOutOfRangeException>(() => stages with { WeightDecay = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => stages with { WeightDecay = double.NaN });
    }

    [Fact]
    public void OptionsChangeTheNamedRecipe()
    {
        TrainingRecipe changed = new RecipeRequest { NameOrFile = "HEAD+FINETUNE", UnfrozenEpochs = 7, UnfrozenRates = RateRule.Found }.Resolve(pretrained: true);

        Assert.Equal((7, true), (changed.FineTune!.UnfrozenEpochs, changed.FineTune.Searches));
        Assert.Equal(TrainingRecipes.HeadThenFineTune.Head, changed.Head);
        Assert.Equal(FrozenBatchNorm.FreezeAlways, changed.FineTune.FrozenNorm);
    }

    [Theory]
    [InlineData("scratch", 1)]
    [InlineData("SCRATCH", 1)]
    [InlineData("finetune", 6)]
    [InlineData(null, 6)]
    public void EpochsOfTheOneStageAreThoseThatAreAskedFor(string? recipe, int epochs) =>
        Assert.Equal(epochs, new RecipeRequest { NameOrFile = recipe, UnfrozenEpochs = 1 }.Resolve(pretrained: false).FineTune!.UnfrozenEpochs);

    [Fact]
    public void FromRandomWeightsAllEpochsAreOneStage()
    {
        var asked = new RecipeRequest { NameOrFile = "finetune", FrozenEpochs = 2, Rate = 0.01 };

        FineTuneRecipe stages = asked.Resolve(pretrained: false).FineTune!;

        Assert.Equal((0, 7, false), (stages.FrozenEpochs, stages.UnfrozenEpochs, stages.Searches));
        Assert.Equal(RateRule.Of(0.01), stages.UnfrozenRates);
    }

    [Theory]
    [InlineData("head", false, "pretrained weights")]
    [InlineData("head+finetune", false, "pretrained weights")]
    [InlineData("no-such-recipe", true, "There is no recipe 'no-such-recipe'")]
    public void WhatDoesNotGoTogetherIsRefused(string recipe, bool pretrained, string expected) => Assert.Contains(
        expected,
        Assert.Throws<EmblemException>(() => new RecipeRequest { NameOrFile = recipe }.Resolve(pretrained)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void EpochsOfARecipeWithoutAnyAreRefused()
    {
        Assert.Contains("has no epochs", Refused(new RecipeRequest { NameOrFile = "head", UnfrozenEpochs = 3 }), StringComparison.Ordinal);
        Assert.Contains("without an epoch", Refused(new RecipeRequest { FrozenEpochs = 0, UnfrozenEpochs = 0 }), StringComparison.Ordinal);

        static string Refused(RecipeRequest choice) => Assert.Throws<EmblemException>(() => choice.Resolve(pretrained: true)).Message;
    }
}
