using Emblem.Acquisition;
using Emblem.Duplicates;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

/// <summary>How far a project is, told by its files: after a kill, or when the terminal made them, there is nothing else.</summary>
public sealed class ProjectCollectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;

    public ProjectCollectionTests() => _project = ProjectFolder.Create(_folder.Path, "pets");

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AListThatNobodyAskedIsWaiting()
    {
        ProjectLists.Add(_project, "cat", "http://a.example/1.jpg\nhttp://a.example/2.jpg\nhttp://a.example/3.jpg");
        new CollectSettings { Limit = 2 }.Write(_project);

        ProjectCollection now = ProjectCollection.Read(_project);

        Assert.Equal(("cat", "cat.txt", 2, 2), (now.Classes[0].Class, now.Classes[0].Source, now.Classes[0].Addresses, now.Classes[0].Waiting));
        Assert.True(now.IsUnfinished);
    }

    /// <summary>A download that was killed has rows without pictures yet; those that were cancelled were not asked.</summary>
    [Fact]
    public void WhatAKilledRunLeftIsUnfinishedUntilTheNextOne()
    {
        ProjectLists.Add(_project, "cat", "http://a.example/0.png\nhttp://a.example/1.png\nhttp://a.example/2.png");
        string home = Path.Combine(_project.Downloaded, "cat");
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "cat", "00000000.png"), ImageCodec.EncodePng(Pictures.Noise(40, 30)));
        new DownloadManifest([Row(0, DownloadOutcome.Downloaded, "00000000.png"), Row(1, DownloadOutcome.Failed, ""), Row(2, DownloadOutcome.Cancelled, "")]).Write(home);

        ProjectCollection now = ProjectCollection.Read(_project);

        CollectedClass cat = now.Classes.Single();
        Assert.Equal((3, 1, 1, 1, 0), (cat.Addresses, cat.Waiting, cat.Fetched, cat.Unchecked, cat.Good));
        Assert.Equal("http://a.example/1.png", cat.Missing.Single().Url);
        Assert.True(now.IsUnfinished);
    }

    /// <summary>Some put finished pictures there, and 'emblem verify' may be told to.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("train/")]
    public async Task PicturesThatWerePutAmongTheGoodOnesAreThere(string set)
    {
        Directory.Delete(_project.Lists);
        foreach (string name in (string[])["cat/1.png", "cat/2.png", "dog/1.png"])
            File.WriteAllBytes(_folder.Create(["pets", "verified", .. $"{set}{name}".Split('/')]), ImageCodec.EncodePng(Pictures.Noise(40, 30, name.Length)));
        ProjectCollection byHand = ProjectCollection.Read(_project);
        File.WriteAllBytes(_folder.Create(["elsewhere", .. $"{set}cow/1.png".Split('/')]), ImageCodec.EncodePng(Pictures.Noise(50, 30)));
        File.WriteAllBytes(_folder.Create(["elsewhere", .. $"{set}cow/2.png".Split('/')]), ImageCodec.EncodePng(Pictures.Waves(50, 30)));
        await ImageVerifier.VerifyAsync(Path.Combine(_folder.Path, "elsewhere"), _project.Verified, stop: TestEnds);
        ProjectCollection both = ProjectCollection.Read(_project);

        Assert.Equal([("cat", 0, 2), ("dog", 0, 1)], byHand.Classes.Select(one => (one.Class, one.Good, one.ByHand)));
        Assert.Equal([("cat", 0, 2), ("cow", 2, 0), ("dog", 0, 1)], both.Classes.Select(one => (one.Class, one.Good, one.ByHand)));
        Assert.Empty(byHand.Faults);
        Assert.False(byHand.IsUnfinished || both.IsUnfinished);
    }

    /// <summary>A check that was killed has written copies, and no report of them.</summary>
    [Fact]
    public void CopiesWithoutAReportAreNotByHand()
    {
        foreach (string home in (string[])["downloaded", "verified"])
            File.WriteAllBytes(_folder.Create("pets", home, "cat", home == "verified" ? "1.png" : "1.bmp"), ImageCodec.EncodePng(Pictures.Noise(40, 30)));

        CollectedClass cat = ProjectCollection.Read(_project).Classes.Single();

        Assert.Equal((1, 0), (cat.Unchecked, cat.ByHand));
    }

    [Fact]
    public async Task PicturesFromAnywhereAreVerifiedAndCompared()
    {
        byte[] picture = ImageCodec.EncodePng(Pictures.Noise(64, 48));
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "dog", "mine.png"), ImageCodec.EncodePng(Pictures.Noise(64, 48, 2)));
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "cat", "a.png"), picture);
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "cat", "b.png"), picture);
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "dog", "broken.png"), picture[..50]);
        var heard = new List<GatheringEvent>();

        using (var gathering = new PictureGathering(GatheringRequest.Of(_project), heard.Add))
            await gathering.RunAsync(TestEnds);
        ProjectCollection now = ProjectCollection.Read(_project);

        Assert.Equal([("cat", 2, 1, 0), ("dog", 1, 0, 1)], now.Classes.Select(one => (one.Class, one.Good, one.Duplicates, one.Refused.Count)));
        Assert.Equal("dog/broken.png", now.Classes[1].Refused.Single().Path);
        Assert.False(now.IsUnfinished);
        Assert.Equal([typeof(PicturesVerified), typeof(DuplicatesFound)], heard.Select(happened => happened.GetType()).Where(type => !type.Name.EndsWith("Advanced", StringComparison.Ordinal)));
        Assert.Single(DuplicateReport.Read(Path.Combine(_project.Verified, DuplicateReport.FileName)).Pairs);
        using var added = new MemoryStream(picture);
        await new AddedPictures(_project).AddAsync("bird", "c.png", added, TestEnds);
        Assert.Equal(("bird", 1, 1), ProjectCollection.Read(_project).Classes.Select(one => (one.Class, one.Added, one.Unchecked)).First());
        Assert.True(ProjectCollection.Read(_project).IsUnfinished);
    }

    /// <summary>Over half of a class no good: nothing of it is used until somebody says so.</summary>
    [Fact]
    public async Task AClassThatIsMostlyBrokenHoldsUpItselfAlone()
    {
        byte[] picture = ImageCodec.EncodePng(Pictures.Noise(64, 48));
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "cat", "a.png"), picture);
        File.WriteAllBytes(_folder.Create("pets", "downloaded", "dog", "b.png"), picture);
        foreach (string name in (string[])["c.png", "d.png"])
            File.WriteAllText(_folder.Create("pets", "downloaded", "dog", name), "<html>");

        GatheringResult first = await RunAsync();
        CollectedClass held = ProjectCollection.Read(_project).Classes[1];
        new CollectSettings { Force = true }.Write(_project);
        await RunAsync();
        CollectedClass taken = ProjectCollection.Read(_project).Classes[1];

        Assert.Equal(["dog"], first.LeftAlone);
        Assert.Equal((0, 1, 2), (held.Good, held.Held, held.Refused.Count));
        Assert.Equal((1, 0, 2), (taken.Good, taken.Held, taken.Refused.Count));
        Assert.False(ProjectCollection.Read(_project).IsUnfinished);
    }

    [Fact]
    public void FilesThatAreBrokenAreFaultsAndNoCrash()
    {
        File.WriteAllText(Path.Combine(_project.Path, "collect.json"), "{ \"limit\": 0 }");
        File.WriteAllText(_folder.Create("pets", "verified", VerificationReport.FileName), "nothing\nat all\n");
        File.WriteAllText(_folder.Create("pets", "verified", DuplicateReport.FileName), "nothing\nat all\n");

        Assert.Equal(3, ProjectCollection.Read(_project).Faults.Count);
    }

    private async Task<GatheringResult> RunAsync()
    {
        using var gathering = new PictureGathering(GatheringRequest.Of(_project));
        return await gathering.RunAsync(TestEnds);
    }

    private static DownloadRecord Row(int index, DownloadOutcome outcome, string file) => new() { Index = index, Url = $"http://a.example/{index}.png", Outcome = outcome, File = file };
}
