using Emblem.Acquisition;
using Emblem.IntegrationTests.Acquisition;
using Emblem.IntegrationTests.Support;
using Emblem.Projects;

namespace Emblem.IntegrationTests.Projects;

/// <summary>From addresses to pictures that train, over HTTP, told event by event.</summary>
public sealed class PictureGatheringTests(PictureServer server) : IClassFixture<PictureServer>
{
    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachAddressIsToldAndASecondRunAsksOnlyForWhatFailed()
    {
        using var folder = new WorkFolder();
        ProjectFolder project = ProjectFolder.Create(folder.Path, "pets");
        ProjectLists.Add(project, "cat", $"{server.Address}/picture/1.png\n{server.Address}/picture/2.png?gathered\n{server.OtherHost}/missing.jpg");
        ProjectLists.Add(project, "dog", $"{server.Address}/page.jpg\n{server.Address}/picture/3.png");

        List<GatheringEvent> first = await RunAsync(project);
        int asked = server.AllRequests;
        List<GatheringEvent> second = await RunAsync(project);

        Assert.Equal(["cat", "dog"], first.OfType<ClassBegun>().Select(begun => begun.Class));
        AddressDone[] failed = [.. first.OfType<AddressDone>().Where(done => done.Record.Outcome != DownloadOutcome.Downloaded)];
        Assert.Equal([("cat", "localhost", 404), ("dog", "127.0.0.1", 200)], failed.Select(done => (done.Class, done.Host, done.Record.Status ?? 0)));
        Assert.Equal([1, 2, 3], first.OfType<AddressDone>().Where(done => done.Class == "cat").Select(done => done.Done).Order());
        Assert.Equal([("cat", 2), ("dog", 1)], first.OfType<ClassDownloaded>().Select(done => (done.Download.Class, done.Download.Downloaded)));
        Assert.Equal(3, first.OfType<PicturesVerified>().Single().Report.Count(VerificationOutcome.Kept));
        Assert.Equal(3, first.OfType<DuplicatesFound>().Single().Report.Pictures);
        Assert.Equal(asked + 2, server.AllRequests);
        Assert.Equal(3, second.OfType<AddressDone>().Count(done => done.WasThere));
        Assert.False(ProjectCollection.Read(project).IsUnfinished);
    }

    /// <summary>The folders of the command are a project's, and the other way round.</summary>
    [Fact]
    public async Task WhatTheTerminalGatheredIsAProject()
    {
        using var folder = new WorkFolder();
        string list = Path.Combine(folder.Path, "cats.txt");
        File.WriteAllText(list, $"{server.Address}/picture/4.png\n{server.Address}/missing-too.jpg\n");
        string into = Path.Combine(folder.Path, "pets");
        EmblemRun run = await EmblemProcess.RunAsync("gather", "--urls", $"cat={list}", "--into", into, "--allow-private");
        Assert.Equal(0, run.ExitCode);

        ProjectFolder project = ProjectFolder.Find(folder.Path).Single();
        CollectedClass cat = ProjectCollection.Read(project).Classes.Single();
        List<GatheringEvent> again = await RunAsync(project);

        Assert.Equal(("cat", 2, 0, 1, 1, 1), (cat.Class, cat.Addresses, cat.Waiting, cat.Fetched, cat.Good, cat.Missing.Count));
        Assert.Equal([true, false], again.OfType<AddressDone>().OrderByDescending(done => done.WasThere).Select(done => done.WasThere));
        EmblemRun command = await EmblemProcess.RunAsync("gather", "--urls", $"cat={list}", "--into", into, "--allow-private");
        Assert.Contains("1 good pictures", command.Output, StringComparison.Ordinal);
    }

    private static async Task<List<GatheringEvent>> RunAsync(ProjectFolder project)
    {
        var heard = new List<GatheringEvent>();
        using var gathering = new PictureGathering(GatheringRequest.Of(project) with { Download = new DownloadOptions { AllowPrivate = true } }, heard.Add);
        await gathering.RunAsync(TestEnds);
        return heard;
    }
}
