using Emblem.ModelFiles;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RecipeStagesTests
{
    private static readonly FineTuneRecipe Few = TrainingRecipes.HeadThenFineTune.FineTune! with { UnfrozenEpochs = 2 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void EpochsThatDoHarmLeaveTheFittedHead()
    {
        using var drawn = new DrawnClasses();
        var recipe = new TrainingRecipe("harm") { Head = new HeadRecipe(), FineTune = Few with { UnfrozenRates = RateRule.Of(0.3) } };

        (RecipeOutcome outcome, double loss, int fits) = Run(drawn, recipe);

        Assert.True(outcome.KeepsHead);
        Assert.False(outcome.Gain!.Value.IsReal);
        Assert.Equal(outcome.Head!.ValidLoss, loss, 1e-4);
        Assert.Equal(1, fits);
    }

    [Fact]
    public void EpochsThatHelpReplaceIt()
    {
        using var drawn = new DrawnClasses();

        // A head that the penalty keeps from learning: anything improves on it.
        var recipe = new TrainingRecipe("help") { Head = new HeadRecipe { Cs = [1e-7] }, FineTune = Few with { UnfrozenRates = RateRule.Of((1e-5, 1e-3)) } };

        (RecipeOutcome outcome, double loss, int fits) = Run(drawn, recipe);

        Assert.False(outcome.KeepsHead);
        Assert.True(outcome.Gain!.Value.Loss < outcome.Head!.ValidLoss);
        Assert.Equal(outcome.Gain.Value.Loss, loss, 1e-5);
        Assert.Equal(2, fits);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(1000)]
    public void AStageBeginsAtItsPeakDividedAsTheRecipeSays(double divisor)
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(new TrainingRecipe("begun") { FineTune = Few with { UnfrozenRates = RateRule.Of(1e-3), StartDivisor = divisor } });
        using Learner learner = drawn.Learner();
        var rates = new List<double>();
        var teller = new RunTeller(happened => rates.AddRange(happened is BatchTrained trained ? [trained.Batch.LearningRate] : []), TimeProvider.System);

        new RecipeStages(plan, plan.Folder, teller, Stop).Train(learner);

        Assert.Equal(1e-3 / divisor, rates[0], 1e-9);
        Assert.InRange(rates.Max(), 0.9e-3, 1e-3);
    }

    /// <summary>The outcome, the validation loss of the model that was kept and saved, and the fits that its file tells of.</summary>
    private static (RecipeOutcome Outcome, double Loss, int Fits) Run(DrawnClasses drawn, TrainingRecipe recipe)
    {
        TrainingPlan plan = drawn.Plan(recipe);
        RunFolder folder = plan.Folder;
        using Learner learner = drawn.Learner(norms: recipe.FineTune!.FrozenNorm);
        var stages = new List<string>();
        var teller = new RunTeller(happened => stages.AddRange(happened is StageBegun begun ? [begun.Stage] : []), TimeProvider.System);

        RecipeOutcome outcome = new RecipeStages(plan, folder, teller, Stop).Train(learner);

        Assert.Equal(["computing features", "fitting the head", "training everything", "choosing"], stages);
        double kept = Loss(learner);
        using Learner saved = drawn.Learner();
        saved.Load(folder.Best);
        Assert.Equal(kept, Loss(saved));
        using WeightsFile file = WeightsFile.Open(folder.Best);
        return (outcome, kept, ModelMetadata.Read(file).Provenance.Fits.Count);
    }

    private static double Loss(Learner learner) => ScoredBatch.Join(2, [.. Evaluator.Score(learner.Model, learner.Validation!, null, Stop)]).Losses.Average();
}
