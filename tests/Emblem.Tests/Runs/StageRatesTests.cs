using Emblem.Foundation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>Every stage says its rates and what chose them, and a search for rates is made where its answer is used or asked for.</summary>
public sealed class StageRatesTests
{
    private static readonly LearningRateSearch Search = new([], [], 2e-3, 5e-4, null, null);

    [Fact]
    public void RatesHaveASource()
    {
        Assert.Equal("1.5E-05..1.5E-03, by rule", All(new RecipeRequest { NameOrFile = "finetune" }));
        Assert.Equal("5E-05..5E-03, by rule", All(new RecipeRequest { Rate = 0.01 }));
        Assert.Equal("3E-05..3E-04, by the recipe", All(new RecipeRequest()));
        Assert.Equal("7E-04..1E-03, given", All(new RecipeRequest { UnfrozenRates = RateRule.Of((7e-4, 1e-3)) }));
        Assert.Equal("5E-04..2E-03, found", All(new RecipeRequest { UnfrozenRates = RateRule.Found }));
        Assert.Equal("3E-03, by the recipe", All(new RecipeRequest(), pretrained: false));
        Assert.Equal("1E-02, given", All(new RecipeRequest { Rate = 0.01 }, pretrained: false));
        Assert.Equal("3E-04..3E-03, by the recipe", Head(new RecipeRequest { NameOrFile = "finetune" }));
        Assert.Equal("1E-03..1E-02, given", Head(new RecipeRequest { Rate = 0.01 }));

        static string All(RecipeRequest asked, bool pretrained = true) =>
            asked.Resolve(pretrained) is var recipe ? StageRates.OfAll(recipe, recipe.FineTune!, Search).ToString() : "";
        static string Head(RecipeRequest asked) => asked.Resolve(pretrained: true) is var recipe ? StageRates.OfHead(recipe, recipe.FineTune!).ToString() : "";
    }

    [Fact]
    public void ASearchIsMadeWhereItsAnswerIsUsedOrAskedFor()
    {
        Assert.All(TrainingRecipes.All, recipe => Assert.False(recipe.FineTune is { Searches: true }));
        Assert.False(Searches(new RecipeRequest { NameOrFile = "finetune" }));
        Assert.True(Searches(new RecipeRequest { NameOrFile = "finetune", FindRates = true }));
        Assert.True(Searches(new RecipeRequest { SearchSteps = 40 }));
        Assert.True(Searches(new RecipeRequest { UnfrozenRates = RateRule.Found }));
        Assert.False(Searches(new RecipeRequest { UnfrozenRates = RateRule.Found, FrozenEpochs = 1, UnfrozenEpochs = 0 }));
        Assert.Throws<EmblemException>(() => Searches(new RecipeRequest { UnfrozenRates = RateRule.Found, FindRates = false }));
        Assert.Throws<EmblemException>(() => Searches(new RecipeRequest { NameOrFile = "head", FindRates = true }));

        static bool Searches(RecipeRequest asked) => asked.Resolve(pretrained: true).FineTune!.Searches;
    }

    [Theory]
    [InlineData("finetune", null, true, "the recipe 'finetune' first freezes")]
    [InlineData("FineTune", 3, true, "it became the recipe 'scratch', 8 epochs")]
    [InlineData(null, 3, false, "8 epochs, in all of which everything learns")]
    [InlineData("scratch", null, false, null)]
    [InlineData(null, null, false, null)]
    public void ARecipeThatBecameAnotherIsSaidInPlainWords(string? recipe, int? epochs, bool isWarning, string? words)
    {
        var asked = new RecipeRequest { NameOrFile = recipe, FrozenEpochs = epochs };

        RunNote? remark = asked.Remark(asked.Resolve(pretrained: false));

        Assert.Equal(isWarning, remark?.IsWarning ?? false);
        if (words is null)
            Assert.Null(remark);
        else
            Assert.Contains(words, remark!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEventOfAStageAndTheHistoryHaveThem()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheRuns = drawn.Learner(head: HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        var stages = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 2, FrozenNorm = FrozenBatchNorm.Freeze };
        TrainingPlan plan = drawn.Plan(TrainingRecipes.FineTune with { FineTune = stages });
        var told = new List<RunEvent>();

        TrainingResult done = await TrainingRun.ExecuteAsync(plan, told.Add, TestContext.Current.CancellationToken);

        StageBegun[] begun = [.. told.OfType<StageBegun>().Where(stage => stage.Rates is not null)];
        Assert.Equal(
            ["training the head at 3E-04..3E-03, by the recipe …", "training everything at 1.5E-05..1.5E-03, by rule …"], begun.Select(stage => stage.ToString()));
        Assert.Equal([(3e-3, RateSource.Recipe), (1.5e-3, RateSource.Rule)], begun.Select(stage => (stage.Rates!.Peak.High, stage.Rates.Source)));
        Assert.DoesNotContain(told, happened => happened is RatesFound);

        // Rates of batches are the head's. In the frozen stage only the head learns; then the first layers do at a hundredth of its rate.
        double[][] rates = [.. done.History.Batches.Select(batch => batch.LearningRate).Chunk(done.History.Batches.Count / 3)];
        Assert.Equal(rates.Select(epoch => epoch.Max()), done.History.Epochs.Select(epoch => epoch.HighestRate!.Value));
        Assert.Equal(rates[0].Min(), done.History.Epochs[0].LowestRate);
        Assert.Equal(rates[1].Min() / 100, done.History.Epochs[1].LowestRate!.Value, 1e-12);
        Assert.Equal(rates[2].Min() / 100, done.History.Epochs[2].LowestRate!.Value, 1e-12);
        string[] rows = await File.ReadAllLinesAsync(plan.Folder.History, TestContext.Current.CancellationToken);
        Assert.EndsWith(",lowest_rate,highest_rate,time", rows[0], StringComparison.Ordinal);
        Assert.Equal(4, rows.Length);
    }
}
