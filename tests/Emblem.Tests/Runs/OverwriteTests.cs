using Emblem.Foundation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>A run is never written over another one unasked, and nothing of two runs ever lies side by side.</summary>
public sealed class OverwriteTests
{
    private static readonly FineTuneRecipe OneEpoch = new() { FrozenEpochs = 0, UnfrozenEpochs = 1, UnfrozenRates = RateRule.Of(1e-3) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARunIsLeftAloneUntilOverwritingIsAskedForAndThenNothingOfItStays()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheFirst = drawn.Learner(head: HeadChoice.FastAi(finalNorm: true));
        using Learner likeTheSecond = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheFirst.Model, times: 3);
        TensorLeakGuard.Count(likeTheSecond.Model);
        TrainingPlan epochs = drawn.Plan(new TrainingRecipe("all") { FineTune = OneEpoch with { FindRates = true, SearchSteps = 20 } }, folds: 2) with
        {
            Training = new TrainingChoices { Tensorboard = true },
        };
        TrainingPlan head = drawn.Plan(TrainingRecipes.Head);
        string run = epochs.Folder.Path;

        TrainingResult first = await TrainingRun.ExecuteAsync(epochs, stop: Stop);
        string[] written = FilesIn(run);
        Assert.Equal(written, first.Files.Order(StringComparer.Ordinal));

        RunExistsException refused = await Assert.ThrowsAsync<RunExistsException>(() => TrainingRun.ExecuteAsync(head, stop: Stop));
        RunExistsException before = await Assert.ThrowsAsync<RunExistsException>(
            () => new TrainingRequest(drawn.Folder) { Out = run, Weights = "no such weights" }.SettleAsync(stop: Stop));
        Assert.All((RunExistsException[])[refused, before], fault => Assert.Contains($"'{run}' has finished", fault.Message, StringComparison.Ordinal));
        Assert.Contains("--overwrite", refused.Message, StringComparison.Ordinal);
        Assert.Equal(written, FilesIn(run));

        string[] own = ["notes.txt", "mine/best.safetensors", "pictures/mine.png", "tensorboard/mine", "checkpoints/checkpoint-notes.safetensors", "folds/1/mine.csv", "best.safetensors.old"];
        foreach (string name in own)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(run, name))!);
            await File.WriteAllTextAsync(Path.Combine(run, name), "the user's", Stop);
        }

        await File.WriteAllTextAsync($"{epochs.Folder.Best}.abc.partial", "half", Stop);
        TrainingResult second = await TrainingRun.ExecuteAsync(head with { Overwrite = true }, stop: Stop);

        Assert.Equal(FilesIn(run), second.Files.Concat(own.Select(name => Path.Combine(run, name))).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(epochs.Folder.Last));
        Assert.False(File.Exists(epochs.Folder.History));
        Assert.False(Directory.Exists(Path.Combine(run, "folds", "2")));
        await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(head with { IsResumed = true }, stop: Stop));
    }

    [Fact]
    public async Task ARunThatRunsAwayLeavesNoModelOfTheOneBeforeAndIsItselfNotOverwritten()
    {
        using var drawn = new DrawnClasses();
        using Learner likeTheRuns = drawn.Learner(head: HeadChoice.FastAi(finalNorm: true));
        TensorLeakGuard.Count(likeTheRuns.Model);
        TrainingPlan away = drawn.Plan(new TrainingRecipe("away") { FineTune = OneEpoch with { UnfrozenEpochs = 2, UnfrozenRates = RateRule.Of(1e30) } });
        Directory.CreateDirectory(away.Folder.Path);
        foreach (string file in (string[])[away.Folder.Best, away.Folder.Last, away.Folder.Info])
            await File.WriteAllTextAsync(file, "an earlier run's", Stop);

        await Assert.ThrowsAsync<TrainingDivergedException>(() => TrainingRun.ExecuteAsync(away with { Overwrite = true }, stop: Stop));
        RunExistsException again = await Assert.ThrowsAsync<RunExistsException>(() => TrainingRun.ExecuteAsync(away, stop: Stop));

        Assert.False(File.Exists(away.Folder.Best));
        Assert.False(File.Exists(away.Folder.Last));
        Assert.False(away.Folder.IsFinished);
        Assert.Contains($"emblem train --resume {away.Folder.Path}", again.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("best.safetensors")]
    [InlineData("history.csv")]
    [InlineData("pictures/losses.png")]
    public async Task FilesThatARunWouldReplaceAreARunToo(string name)
    {
        using var drawn = new DrawnClasses(4);
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head);
        string file = Path.Combine(plan.Folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "a copy", Stop);

        RunExistsException refused = await Assert.ThrowsAsync<RunExistsException>(() => TrainingRun.ExecuteAsync(plan, stop: Stop));

        Assert.Contains($"holds {name}", refused.Message.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal("a copy", await File.ReadAllTextAsync(file, Stop));
    }

    /// <summary>Pictures that cannot be divided: what is asked is refused before the earlier run ends.</summary>
    [Fact]
    public async Task ARunThatCannotBeginLeavesTheOneBeforeAsItWas()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head, folds: 40) with { Overwrite = true };
        var notes = new List<RunEvent>();
        Directory.CreateDirectory(plan.Folder.Path);
        foreach (string file in (string[])[plan.Folder.Best, plan.Folder.Options, plan.Folder.Info])
            await File.WriteAllTextAsync(file, "an earlier run's", Stop);
        string[] before = FilesIn(plan.Folder.Path);

        await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan, notes.Add, Stop));
        await TrainingRun.PreviewAsync(plan with { Folds = 0 }, notes.Add, Stop);

        Assert.Equal(before, FilesIn(plan.Folder.Path));
        Assert.All(before, file => Assert.Equal("an earlier run's", File.ReadAllText(file)));
        Assert.Contains(notes.OfType<RunNote>(), note => note.Text.Contains("would be overwritten: 3 files", StringComparison.Ordinal));
    }

    private static string[] FilesIn(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
