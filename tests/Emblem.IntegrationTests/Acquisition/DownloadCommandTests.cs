using System.Text.Json;
using Emblem.Acquisition;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary><c>emblem download</c> as a process.</summary>
[Collection(Beside.TheRest)]
public sealed class DownloadCommandTests(PictureServer server) : IClassFixture<PictureServer>
{
    [Fact]
    public async Task ALabelColumnMakesAFolderForEachClassAndNoneElsewhere()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(
            work["all.csv"],
            $"url,label\n{server.Address}/picture/0.png,cat\n{server.Address}/picture/1.png,dog\n{server.Address}/picture/2.png,../../evil\n"
            + $"{server.Address}/picture/3.png,cat\n{server.Address}/picture/4.png,\n{server.Address}/missing.png,dog\n");

        EmblemRun run = (await EmblemProcess.RunAsync("download", "--urls", work["all.csv"], "--into", work["pictures"], "--allow-private", "--json")).Expect(0);

        Assert.Equal(["cat", "dog"], Directory.GetDirectories(work["pictures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["00000000.png", "00000002.png", "manifest.csv"], Directory.GetFiles(Path.Combine(work["pictures"], "cat")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["all.csv", "pictures"], Directory.GetFileSystemEntries(work.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["line 4: label '../../evil' cannot name a folder: it holds one of / \\ : * ? \" < > | or a control character", "line 6: no label"],
            DownloadManifest.Read(Path.Combine(work["pictures"], "cat")).LeftOut.Select(line => $"line {line.Line}: {line.Reason}"));
        Assert.Contains("label '../../evil' cannot name a folder", run.Error, StringComparison.Ordinal);
        Assert.Contains("addresses without a label are left out: 1, the first on line 6", run.Error, StringComparison.Ordinal);
        JsonElement dog = run.Json.GetProperty("classes")[1];
        Assert.Equal(("dog", 2, 1, 1), (dog.GetProperty("class").GetString(), dog.GetProperty("urls").GetInt32(), dog.GetProperty("downloaded").GetInt32(), dog.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task TheReasonsAreCountedAndASecondRunSaysWhatWasThere()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(
            work["links.csv"], $"{server.Address}/good.jpg\n{server.Address}/missing-1.jpg\n{server.Address}/missing-2.jpg\n{server.Address}/page.jpg\n");
        string[] arguments = ["download", "--urls", $"unc={work["links.csv"]}", "--into", work["pictures"], "--allow-private"];

        EmblemRun first = (await EmblemProcess.RunAsync(arguments)).Expect(0);
        EmblemRun second = (await EmblemProcess.RunAsync(arguments)).Expect(0);

        Assert.Matches(@"404 Not Found\s+2\n", first.Output);
        Assert.Matches(@"not a picture: a web page\s+1\n", first.Output);
        Assert.Matches(@"unc\s+4\s+1\s+0\s+1\s+2\n", first.Output);
        Assert.Matches(@"unc\s+4\s+1\s+1\s+1\s+2\n", second.Output);
    }

    [Fact]
    public async Task ClassesThatAreOneToAReaderAreNamedBoth()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["one.csv"], $"url,label\n{server.Address}/picture/0.png,Cat\n");
        await File.WriteAllTextAsync(work["two.csv"], $"{server.Address}/picture/1.png\n");
        Directory.CreateDirectory(Path.Combine(work["there"], "c\u0430t"));

        EmblemRun lists = (await EmblemProcess.RunAsync("download", "--urls", work["one.csv"], "--urls", $"cat={work["two.csv"]}", "--into", work["pictures"])).Expect(1);
        EmblemRun folder = (await EmblemProcess.RunAsync("download", "--urls", $"cat={work["two.csv"]}", "--into", work["there"])).Expect(1);

        Assert.Matches("'Cat' .*one.csv.* and 'cat' .*two.csv.* differ only in capitals", lists.Error);
        Assert.Contains("a folder that is there", folder.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(work["pictures"]));
    }

    [Theory]
    [InlineData("../up=links.csv", "'../up=links.csv'")]
    [InlineData("nul=links.csv", "reserved on Windows")]
    [InlineData("a=", "no file follows")]
    public async Task ANameThatIsNoFolderIsBadUsage(string urls, string message)
    {
        EmblemRun run = (await EmblemProcess.RunAsync("download", "--urls", urls, "--into", "nowhere")).Expect(2);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListWithNeitherNameNorLabelsSaysWhatToGive()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.csv"], $"{server.Address}/good.jpg\n");

        EmblemRun run = (await EmblemProcess.RunAsync("download", "--urls", work["links.csv"], "--into", work["pictures"])).Expect(1);

        Assert.Contains("has no label column", run.Error, StringComparison.Ordinal);
        Assert.Contains("--urls NAME=", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCLeavesAWholeManifestAndNoHalfWrittenFile()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.csv"], $"{server.Address}/good.jpg\n{server.Address}/slow-headers.jpg\n{server.Address}/good.png\n");
        await using EmblemProcess process = EmblemProcess.Start(
            null, "download", "--urls", $"a={work["links.csv"]}", "--into", work["pictures"], "--allow-private");
        while (server.Requests("/slow-headers.jpg") == 0 || !File.Exists(Path.Combine(work["pictures"], "a", "00000002.png")))
            await Task.Delay(20);

        process.Interrupt();
        EmblemRun run = await process.WaitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("The same command again goes on from here.", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["00000000.jpg", "00000002.png", "manifest.csv"],
            Directory.GetFileSystemEntries(Path.Combine(work["pictures"], "a")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            [DownloadOutcome.Downloaded, DownloadOutcome.Cancelled, DownloadOutcome.Downloaded],
            DownloadManifest.Read(Path.Combine(work["pictures"], "a")).Records.Select(record => record.Outcome));
    }
}
