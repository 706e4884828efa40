using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RunTrainingTests
{
    private static readonly FineTuneRecipe Few = TrainingRecipes.HeadThenFineTune.FineTune! with { UnfrozenEpochs = 2 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void TheNotebooksStagesComeInItsOrder() => Assert.Equal(
        ["training the head", "finding learning rates", "training everything"],
        new RunTraining(Options(TrainingRecipes.FineTune), new RunFolder("."), Quiet(), Stop).Stages.Select(stage => stage.Name));

    [Fact]
    public void AHeadComesBeforeTheEpochsAndIsComparedAfterThem() => Assert.Equal(
        ["fitting the head", "training everything", "choosing"],
        new RunTraining(Options(TrainingRecipes.HeadThenFineTune), new RunFolder("."), Quiet(), Stop).Stages.Select(stage => stage.Name));

    [Fact]
    public void EpochsThatDoHarmLeaveTheFittedHead()
    {
        using var drawn = new DrawnClasses();
        var recipe = new TrainingRecipe("harm") { Head = new HeadRecipe(), FineTune = Few with { UnfrozenRates = RateRule.Of(0.3) } };

        (RecipeOutcome outcome, double loss, int fits) = Run(drawn, recipe);

        Assert.True(outcome.KeepsHead);
        Assert.False(outcome.FineTunedLoss < outcome.Head!.ValidLoss);
        Assert.Equal(outcome.Head.ValidLoss, loss, 1e-4);
        Assert.Equal(1, fits);
    }

    [Fact]
    public void EpochsThatHelpReplaceIt()
    {
        using var drawn = new DrawnClasses();

        // A head that the penalty keeps from learning: anything improves on it.
        var recipe = new TrainingRecipe("help") { Head = new HeadRecipe { Strengths = [1e-7] }, FineTune = Few with { UnfrozenRates = RateRule.Of((1e-5, 1e-3)) } };

        (RecipeOutcome outcome, double loss, int fits) = Run(drawn, recipe);

        Assert.False(outcome.KeepsHead);
        Assert.True(outcome.FineTunedLoss < outcome.Head!.ValidLoss);
        Assert.Equal(outcome.FineTunedLoss.Value, loss, 1e-5);
        Assert.Equal(2, fits);
    }

    [Fact]
    public void ALossThatIsNoNumberBeatsNothing()
    {
        var head = new HeadFit(new LinearFit([0], [1], [[0], [0]], [0, 0]), 1, [], 0.5);

        Assert.True(new RecipeOutcome { Head = head, FineTunedLoss = double.NaN }.KeepsHead);
        Assert.True(new RecipeOutcome { Head = head, FineTunedLoss = 0.5 }.KeepsHead);
        Assert.True(new RecipeOutcome { Head = head }.KeepsHead);
        Assert.False(new RecipeOutcome { Head = head, FineTunedLoss = 0.4999 }.KeepsHead);
        Assert.False(new RecipeOutcome().KeepsHead);
    }

    /// <summary>The outcome, the validation loss of the model that was kept and saved, and the fits that its file tells of.</summary>
    private static (RecipeOutcome Outcome, double Loss, int Fits) Run(DrawnClasses drawn, TrainingRecipe recipe)
    {
        var folder = new RunFolder(drawn.Create("run"));
        using Learner learner = drawn.Learner(norms: recipe.FineTune!.FrozenNorm);

        RecipeOutcome outcome = new RunTraining(Options(recipe), folder, Quiet(), Stop).Train(learner);

        double kept = Loss(learner);
        using Learner saved = drawn.Learner();
        saved.Load(folder.Best);
        Assert.Equal(kept, Loss(saved));
        using WeightsFile file = WeightsFile.Open(folder.Best);
        return (outcome, kept, ModelMetadata.Read(file).Provenance.Fits.Count);
    }

    private static RunOptions Options(TrainingRecipe recipe) => new() { Data = ".", Recipe = recipe };

    private static double Loss(Learner learner) => ScoredBatch.Join(2, [.. Evaluator.Score(learner.Model, learner.Validation!, Stop)]).Losses.Average();

    private static CommandOutput Quiet() => new("train", TextWriter.Null, TextWriter.Null, new OutputStyle());
}
