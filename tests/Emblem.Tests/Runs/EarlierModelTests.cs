using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>A run that goes on from a model: what it takes from it, and what it says of it.</summary>
public sealed class EarlierModelTests : IDisposable
{
    private static readonly TrainingRecipe OneEpoch = new("epoch") { FineTune = new FineTuneRecipe { FrozenEpochs = 1, UnfrozenEpochs = 0, FindRates = false } };

    private readonly DrawnClasses _drawn = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _drawn.Dispose();

    /// <summary>On larger pictures too the next training begins where the last one ended, and not at a coin's toss.</summary>
    [Fact]
    public async Task TheHeadGoesOnWhereTheClassesAreTheSame()
    {
        TrainingPlan first = Run("first", OneEpoch);
        TrainingResult before = await ExecuteAsync(first);
        var told = new List<RunEvent>();

        TrainingPlan larger = After(first, "larger") with { ImageSize = 48 };
        await ExecuteAsync(larger, told);

        Validation start = Assert.Single(told.OfType<StartMeasured>()).Validation;
        Assert.InRange(start.Metrics[0].Value, before.Validation.Accuracy.Score - 0.34, 1);
        Assert.Contains(told.OfType<RunNote>(), note => note.Text.Contains("is kept: it tells the same 2 classes apart", StringComparison.Ordinal));
        Assert.DoesNotContain(told.OfType<RunNote>(), note => note.IsWarning);
    }

    /// <summary>At the same size the start is the very model that was saved.</summary>
    [Fact]
    public async Task ItStartsWithTheVeryModel()
    {
        TrainingPlan first = Run("first", OneEpoch);
        TrainingResult before = await ExecuteAsync(first);
        var told = new List<RunEvent>();

        await ExecuteAsync(After(first, "same"), told);

        Assert.Equal(before.Validation.Scored.Losses.Average(), Assert.Single(told.OfType<StartMeasured>()).Validation.Loss!.Value, 1e-4);
    }

    [Fact]
    public async Task ARecipeThatFitsAHeadSaysThatTheOldOneIsLeftAside()
    {
        TrainingPlan first = Run("first", OneEpoch);
        await ExecuteAsync(first);
        var told = new List<RunEvent>();

        await ExecuteAsync(After(first, "fitted") with { Recipe = TrainingRecipes.Head }, told);

        Assert.Empty(told.OfType<StartMeasured>());
        Assert.Contains(told.OfType<RunNote>(), note => note.Text.Contains("fits a head of its own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OtherClassesGetANewHeadAndAreNamed()
    {
        TrainingPlan first = Run("first", OneEpoch);
        await ExecuteAsync(first);
        Directory.Move(Path.Combine(_drawn.Folder, "light"), Path.Combine(_drawn.Folder, "pale"));

        KeptHead found = KeptHead.Find(After(first, "x").Start!, ["dark", "pale"], HeadChoice.Linear);

        Assert.Null(found.Choice);
        Assert.Equal("A new head begins at random: the pictures have no 'light', and the model does not know 'pale'.", found.Remark);
        Assert.Contains("another order", KeptHead.Find(After(first, "x").Start!, ["light", "dark"], HeadChoice.Linear).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesThatTaughtAndWouldJudgeAreWarnedOf()
    {
        TrainingPlan first = Run("first", OneEpoch);
        await ExecuteAsync(first);
        var told = new List<RunEvent>();

        await TrainingRun.PreviewAsync(After(first, "other") with { Seed = 77 }, told.Add, Stop);
        File.Delete(first.Folder.PictureList);
        await TrainingRun.PreviewAsync(After(first, "other"), told.Add, Stop);

        Assert.Contains("pictures that are to judge this training taught the model", Assert.Single(told.OfType<RunNote>(), note => note.IsWarning).Text, StringComparison.Ordinal);
        Assert.Contains(told.OfType<RunNote>(), note => note.Text.Contains("is not known", StringComparison.Ordinal));
    }

    /// <summary>What is held out of a fold would have taught the model before.</summary>
    [Fact]
    public async Task FoldsOfPicturesThatTaughtTheModelAreRefused()
    {
        TrainingPlan first = Run("first", OneEpoch);
        await ExecuteAsync(first);

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.PreviewAsync(After(first, "folds") with { Folds = 2 }, null, Stop));

        Assert.Contains("Leave the folds out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheModelIsNotWrittenOver()
    {
        TrainingPlan first = Run("first", OneEpoch);
        await ExecuteAsync(first);

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.PreviewAsync(After(first, "first"), null, Stop));

        Assert.Contains("write over the model", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Network, size, kind of view and division come from the model and its run, as long as nothing else is asked for.</summary>
    [Fact]
    public async Task ARequestIsCompletedByTheModelAndItsRun()
    {
        TrainingPlan run = await SaveUntrainedAsync();
        var bare = new TrainingRequest(_drawn.Folder) { From = run.Folder.Path };
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18, Architectures.ResNet18, Architectures.ResNet18);

        TrainingPlan settled = await bare.SettleAsync(stop: Stop);
        TrainingPlan own = await (bare with { ImageSize = 64, Seed = 4, ValidFraction = 0.5, Recipe = new RecipeRequest { NameOrFile = "head" } }).SettleAsync(stop: Stop);
        TrainingPlan elsewhere = await (bare with { Data = _drawn.Create("elsewhere"), From = run.Folder.Best }).SettleAsync(stop: Stop);

        Assert.Equal(("resnet18", 40, 9L, 0.25), (settled.Architecture, settled.ImageSize, settled.Seed, settled.ValidFraction));
        Assert.Equal((ResizeMethod.Pad, true, "finetune"), (settled.Resize, settled.GoesOn, settled.Recipe.Name));
        Assert.Equal((64, 4L, 0.5, "head"), (own.ImageSize, own.Seed, own.ValidFraction, own.Recipe.Name));
        Assert.Equal((RandomSource.UsualSeed, 40), (elsewhere.Seed, elsewhere.ImageSize));
        Assert.Equal(("^(dark|light)/", null), (settled.Labels?.Pattern, elsewhere.Labels));
    }

    [Fact]
    public async Task WhatContradictsTheModelIsRefused()
    {
        TrainingPlan run = await SaveUntrainedAsync();
        var bare = new TrainingRequest(_drawn.Folder) { From = run.Folder.Path };

        Assert.Contains("Leave one of them out", await RefusedAsync(bare with { Weights = "box" }), StringComparison.Ordinal);
        Assert.Contains("is a resnet18", await RefusedAsync(bare with { Architecture = "resnet34" }), StringComparison.Ordinal);
        Assert.Contains("There is no model", await RefusedAsync(bare with { From = _drawn.Create("nothing") }), StringComparison.Ordinal);

        static async Task<string> RefusedAsync(TrainingRequest asked) => (await Assert.ThrowsAsync<EmblemException>(() => asked.SettleAsync(stop: Stop))).Message;
    }

    private async Task<TrainingResult> ExecuteAsync(TrainingPlan plan, List<RunEvent>? told = null)
    {
        using Learner likeTheRuns = _drawn.Learner(head: plan.Recipe.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        return await TrainingRun.ExecuteAsync(plan, told is null ? null : told.Add, Stop);
    }

    private TrainingPlan Run(string folder, TrainingRecipe recipe) => _drawn.Plan(recipe) with { Folder = new RunFolder(_drawn.Create(folder)) };

    private TrainingPlan After(TrainingPlan earlier, string folder) => Run(folder, OneEpoch) with
    {
        Weights = earlier.Folder.Best,
        Start = new BodyWeights(earlier.Folder.Best, SmallBody.Architecture, "run"),
        GoesOn = true,
    };

    private async Task<TrainingPlan> SaveUntrainedAsync()
    {
        TrainingPlan plan = await new TrainingRequest(_drawn.Folder)
        {
            Out = _drawn.Create("untrained"),
            Architecture = "resnet18",
            Weights = "none",
            ImageSize = 40,
            Seed = 9,
            ValidFraction = 0.25,
            Resize = ResizeMethod.Pad,
            Labels = new RunLabels { Pattern = "^(dark|light)/" },
        }.SettleAsync(stop: Stop);
        plan.Write();
        using Learner learner = plan.CreateLearner(plan.OpenPictures(stop: Stop));
        learner.Model.Counted();
        learner.Save(plan.Folder.Best);
        return plan;
    }
}
