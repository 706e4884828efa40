using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Runs;

public sealed class RunLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OneTableLabelsAllFoldersOfARun()
    {
        Draw("train", 8);
        Draw("valid", 4);
        Draw("test", 4);
        string table = Table("file,label\n" + string.Concat(((string[])["train", "valid", "test"]).SelectMany(set => Enumerable.Range(0, set == "train" ? 8 : 4).Select(i => $"{set}/{i},{"ab"[i % 2]}\n"))) + "test/9,a\n");

        ImageSplit split = (await PlanAsync(new RunLabels { Table = table })).OpenPictures(stop: TestContext.Current.CancellationToken).Split;

        Assert.Equal((8, 4, 4), (split.Training.Count, split.Validation.Count, split.Test.Count));
        Assert.All(split.Test, item => Assert.Equal(int.Parse(Path.GetFileNameWithoutExtension(item.Name)) % 2, item.Label));
        Assert.Equal(["line 18: test/9"], split.Notes.Where(note => note.IsOdd).Select(note => note.Path));
    }

    [Fact]
    public async Task ARowOfATrainingPictureLabelsNoTestPictureOfItsName()
    {
        Draw("train", 12);
        Draw("test", 2);
        string table = Path.Combine(_folder.Path, "train", "t.csv");
        File.WriteAllText(table, "file,label\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},{"ab"[i % 2]}\n")));
        TrainingPlan plan = await PlanAsync(new RunLabels { Table = table }, valid: false);

        Assert.Contains("None of the 12 rows", Assert.Throws<EmblemException>(() => plan.OpenPictures(stop: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APatternIsOfAllFoldersToo()
    {
        Draw("train", 8, "ab");
        Draw("valid", 4, "ab");
        Draw("test", 4, "ab");

        ImageSplit split = (await PlanAsync(new RunLabels { Pattern = "^([ab])" })).OpenPictures(stop: TestContext.Current.CancellationToken).Split;

        Assert.Equal((8, 4, 4), (split.Training.Count, split.Validation.Count, split.Test.Count));
    }

    [Fact]
    public async Task AResumedRunLearnsFromTheSameLabels()
    {
        Draw("train", 8);
        Draw("valid", 4);
        Draw("test", 4);
        string table = Table("file,label\n0,a\n1,b\n2,a\n3,b\nvalid/0,a\nvalid/1,b\ntest/0,a\ntest/1,b\n");
        TrainingPlan plan = await PlanAsync(new RunLabels { Table = table, Columns = new() { LabelColumn = "label" } });
        Directory.CreateDirectory(plan.Folder.Path);
        plan.Write();

        var read = TrainingPlan.Read(plan.Folder);
        Assert.Equal(plan.Labels, read.Labels);
        Assert.Equal(4, read.OpenPictures(stop: TestContext.Current.CancellationToken).Split.Training.Count);
        File.AppendAllText(table, "4,b\n");

        Assert.Contains("are not those that the run was begun with", Assert.Throws<EmblemException>(() => read.OpenPictures(stop: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopiesAreFoundByWhatTheyAreCopiesOf()
    {
        Draw("train", 4);
        Draw("copies", 4);
        string table = Table("file,label\ntrain/0.gif,a\ntrain/1.png,b\ntrain/2.png,a\ntrain/3,b\n");

        TrainingPlan plan = await new TrainingRequest(Path.Combine(_folder.Path, "copies"))
        {
            Weights = "none",
            Labels = new RunLabels { Table = table, Columns = new() { NamedFrom = Path.Combine(_folder.Path, "train") } },
        }.SettleAsync(stop: TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 0, 1], plan.Label().Items.Select(item => item.Label));
    }

    [Fact]
    public async Task CopiesOfOnePictureStayOnOneSideWhateverTheTableSays()
    {
        Draw("train", 12);
        for (int i = 0; i < 12; i++)
            File.Copy(Path.Combine(_folder.Path, "train", $"{i}.png"), Path.Combine(_folder.Path, "train", $"{i}-again.png"));
        string table = Table("file,label\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},{"ab"[i % 2]}\n{i}-again,{"ab"[i % 2]}\n")));
        TrainingPlan plan = await new TrainingRequest(Path.Combine(_folder.Path, "train")) { Weights = "none", Labels = new RunLabels { Table = table } }
            .SettleAsync(stop: TestContext.Current.CancellationToken);

        ImageSplit split = plan.OpenPictures(stop: TestContext.Current.CancellationToken).Split;

        var validating = split.Validation.Select(item => item.Name.Split('-', '.')[0]).ToHashSet();
        Assert.NotEmpty(validating);
        Assert.DoesNotContain(split.Training, item => validating.Contains(item.Name.Split('-', '.')[0]));
    }

    [Theory]
    [InlineData("t.csv", "(a)", "Give one of the two")]
    [InlineData(null, null, "Give one of the two")]
    [InlineData(null, "(a", "no regular expression")]
    [InlineData("none.csv", null, "There is no table")]
    public async Task WhatIsWrongIsSaidBeforeAnythingIsRead(string? table, string? pattern, string words)
    {
        var request = new TrainingRequest("nowhere") { Weights = "none", Labels = new RunLabels { Table = table, Pattern = pattern } };

        EmblemException refused = await Assert.ThrowsAsync<EmblemException>(() => request.SettleAsync(stop: TestContext.Current.CancellationToken));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private void Draw(string set, int count, string prefixes = "")
    {
        for (int i = 0; i < count; i++)
        {
            string name = prefixes.Length > 0 ? $"{prefixes[i % prefixes.Length]}{i}.png" : $"{i}.png";
            File.WriteAllBytes(_folder.Create(set, name), ImageCodec.EncodePng(Pictures.Noise(32, 32, HashCode.Combine(set.Length, set[0], i))));
        }
    }

    private string Table(string text)
    {
        File.WriteAllText(_folder.Create("labels.csv"), text);
        return Path.Combine(_folder.Path, "labels.csv");
    }

    private Task<TrainingPlan> PlanAsync(RunLabels labels, bool valid = true) => new TrainingRequest(Path.Combine(_folder.Path, "train"))
    {
        Valid = valid ? Path.Combine(_folder.Path, "valid") : null,
        Test = Path.Combine(_folder.Path, "test"),
        Out = Path.Combine(_folder.Path, "run"),
        Weights = "none",
        Labels = labels,
    }.SettleAsync(stop: TestContext.Current.CancellationToken);
}
