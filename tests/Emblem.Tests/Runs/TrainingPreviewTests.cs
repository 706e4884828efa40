using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class TrainingPreviewTests
{
    [Fact]
    public async Task SaysWhatWouldBeDoneAndWritesNothing()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.HeadThenFineTune, folds: 3);
        var told = new List<RunEvent>();

        TrainingPreview found = await TrainingRun.PreviewAsync(plan, told.Add, TestContext.Current.CancellationToken);

        Assert.Equal(["dark", "light"], found.Split.Classes);
        Assert.Equal((18, 6, 3), (found.Split.Training.Count, found.Split.Validation.Count, found.Folds));
        Assert.Equal("computing features, fitting the head", string.Join(", ", found.Stages.Take(2)));
        Assert.Contains(told, happened => happened is PicturesDivided);
        Assert.False(Directory.Exists(plan.Folder.Path));
    }

    [Theory]
    [InlineData(3, "needs two different ones of each class")]
    [InlineData(40, "40 folds of 25 pictures leave some without any")]
    public async Task FoldsThatCannotBeAreRefusedBeforeTraining(int folds, string words)
    {
        using var drawn = new DrawnClasses();
        string more = Path.Combine(drawn.Folder, folds == 3 ? "alone" : "dark", "more.png");
        Directory.CreateDirectory(Path.GetDirectoryName(more)!);
        File.WriteAllBytes(more, Emblem.Imaging.ImageCodec.EncodePng(Pictures.Noise(32, 32, 99)));
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head, folds);

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan, stop: TestContext.Current.CancellationToken));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(plan.Folder.Best));
    }

    [Fact]
    public async Task ARunsFolderWithinThePicturesIsPassedOver()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { Folder = new RunFolder(Path.Combine(drawn.Folder, "run")) };
        var notes = new List<RunEvent>();

        await TrainingRun.PreviewAsync(plan, notes.Add, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(plan.Folder.Pictures);
        File.WriteAllText(plan.Folder.Options, "{}");
        File.WriteAllText(plan.Folder.Recipe, "{}");
        File.WriteAllBytes(Path.Combine(plan.Folder.Pictures, "batch.png"), []);
        TrainingPreview again = await TrainingRun.PreviewAsync(plan, null, TestContext.Current.CancellationToken);

        Assert.Contains(notes, happened => happened is RunNote note && note.Text.Contains("lies within", StringComparison.Ordinal));
        Assert.Equal(["dark", "light"], again.Split.Classes);
        Assert.Contains(again.Split.Notes, note => note is { Path: "run", Kind: Emblem.Folders.FolderNoteKind.RunFolder });
    }

    /// <summary>Else validation pictures would be trained on, as a class of their own.</summary>
    [Fact]
    public async Task AValidationFolderAmongTheClassesIsNone()
    {
        using var drawn = new DrawnClasses();
        foreach (string label in (string[])["dark", "light"])
        {
            Directory.CreateDirectory(Path.Combine(drawn.Folder, "valid", label));
            File.Copy(Directory.EnumerateFiles(Path.Combine(drawn.Folder, label)).First(), Path.Combine(drawn.Folder, "valid", label, "1.png"));
        }

        TrainingPreview found = await TrainingRun.PreviewAsync(
            drawn.Plan(TrainingRecipes.Head) with { Valid = Path.Combine(drawn.Folder, "valid") }, null, TestContext.Current.CancellationToken);

        Assert.Equal(["dark", "light"], found.Split.Classes);
        Assert.Equal((24, 2), (found.Split.Training.Count, found.Split.Validation.Count));
        Assert.Contains(found.Split.Notes, note => note is { Path: "valid", IsOdd: false });
    }

    [Theory]
    [InlineData("")]
    [InlineData("dark")]
    public async Task AFolderOfPicturesIsNoPlaceForARun(string below)
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { Folder = new RunFolder(Path.Combine(drawn.Folder, below)) };

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan, stop: TestContext.Current.CancellationToken));

        Assert.Contains("only read", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(plan.Folder.Options));
    }

    [Fact]
    public async Task StrictnessEndsARunBeforeItBegins()
    {
        using var drawn = new DrawnClasses();
        Directory.CreateDirectory(Path.Combine(drawn.Folder, "empty"));
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { IsStrict = true };

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.ExecuteAsync(plan, stop: TestContext.Current.CancellationToken));

        Assert.Contains("empty: holds no pictures", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(plan.Folder.Options));
    }
}
