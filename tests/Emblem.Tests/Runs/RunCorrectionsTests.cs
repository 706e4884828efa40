using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class RunCorrectionsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARunLearnsFromTheCorrectedLabelsKeepsThemAndLeavesThePicturesAlone()
    {
        using var drawn = new DrawnClasses();
        using Learner like = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(like.Model);
        string file = Write(drawn, "dark/00.png,dark,,,,relabel,light\nlight/01.png,light,,,,remove,\n");
        string[] before = Directory.GetFiles(drawn.Folder, "*", SearchOption.AllDirectories);
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { Corrections = RunCorrections.Settle(file) };

        TrainingResult result = await TrainingRun.ExecuteAsync(plan, stop: Stop);

        LabelledImage[] all = [.. result.Split.Training, .. result.Split.Validation];
        Assert.Equal(23, all.Length);
        Assert.Equal("light", result.Split.Classes[all.Single(item => item.Name == "dark/00.png").Label]);
        Assert.Contains(result.Split.Notes, note => note is { Kind: FolderNoteKind.Corrected, Path: "corrections.csv" });
        Assert.Contains("dark/00.png,light,", await File.ReadAllTextAsync(plan.Folder.PictureList, Stop), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(drawn.Folder, "*", SearchOption.AllDirectories));
        Assert.Contains(plan.Folder.Corrections, result.Files);
        Assert.Equal(plan.Corrections, TrainingPlan.Read(plan.Folder).Corrections);

        // The file may be filled in for the next run: this one has its own.
        await File.WriteAllTextAsync(file, "picture_file,label\n", Stop);
        Assert.Equal(23, TrainingPlan.Read(plan.Folder).Label().Items.Count);
        File.Delete(plan.Folder.Corrections);
        EmblemException refused = Assert.Throws<EmblemException>(() => TrainingPlan.Read(plan.Folder).Label());
        Assert.Contains("not those that the run was begun with", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesOfOtherFoldersAreNamedByWholePaths()
    {
        using var drawn = new DrawnClasses();
        using var valid = new DrawnClasses(4);
        string file = Write(drawn, $"dark/00.png,dark,,,,remove,\n{valid.Folder}/light/01.png,light,,,,relabel,dark\n");
        TrainingPlan plan = await new TrainingRequest(drawn.Folder) { Valid = valid.Folder, Weights = "none", Corrections = file }.SettleAsync(stop: Stop);

        ImageSplit split = plan.OpenPictures(stop: Stop).Split;

        Assert.Equal((23, 8), (split.Training.Count, split.Validation.Count));
        Assert.Equal(5, split.Validation.Count(item => split.Classes[item.Label] == "dark"));
        Assert.DoesNotContain(split.Notes, note => note.IsOdd);
        Assert.Equal(["dark/02.png", $"{valid.Folder}/dark/00.png"], [plan.NameOf(split.Training[0]), plan.NameOf(split.Validation[0])]);
    }

    [Fact]
    public async Task WhatIsWrongIsSaidBeforeAnythingIsRead()
    {
        using var drawn = new DrawnClasses(2);
        var request = new TrainingRequest("nowhere") { Weights = "none", Corrections = Write(drawn, "a,b,,,,throw,\n") };

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => request.SettleAsync(stop: Stop));

        Assert.Contains("keep, relabel, remove or nothing", refused.Message, StringComparison.Ordinal);
    }

    private static string Write(DrawnClasses drawn, string rows)
    {
        string path = drawn.Create("corrections.csv");
        File.WriteAllText(path, $"picture_file,label,suggested_label,score,reason,action,new_label\n{rows}");
        return path;
    }
}
