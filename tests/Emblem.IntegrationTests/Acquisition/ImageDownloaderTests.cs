using Emblem.Acquisition;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

public sealed class ImageDownloaderTests
{
    private static readonly DownloadOptions Brisk = new()
    {
        IdleTimeout = TimeSpan.FromSeconds(1),
        TotalTimeout = TimeSpan.FromSeconds(8),
        MaxBytes = 1_000_000,
        Attempts = 2,
        RetryDelay = TimeSpan.FromMilliseconds(10),
    };

    [Theory]
    [InlineData("/good.png", DownloadOutcome.Downloaded, 200, 1, "")]
    [InlineData("/named.jpg", DownloadOutcome.Downloaded, 200, 1, "")]
    [InlineData("/moved.jpg", DownloadOutcome.Downloaded, 200, 1, "")]
    [InlineData("/second-try.jpg", DownloadOutcome.Downloaded, 200, 2, "")]
    [InlineData("/busy.jpg", DownloadOutcome.Downloaded, 200, 2, "")]
    [InlineData("/missing.jpg", DownloadOutcome.Failed, 404, 1, "404")]
    [InlineData("/loop.jpg", DownloadOutcome.Failed, 302, 1, "302")]
    [InlineData("/slow.jpg", DownloadOutcome.Failed, null, 2, "nothing arrived")]
    [InlineData("/short.jpg", DownloadOutcome.Failed, null, 2, "")]
    [InlineData("/endless.jpg", DownloadOutcome.Failed, 200, 1, "limit")]
    [InlineData("/page.jpg", DownloadOutcome.NotAPicture, 200, 1, "web page")]
    [InlineData("/empty.jpg", DownloadOutcome.NotAPicture, 200, 1, "empty")]
    public async Task EveryAnswerEndsInItsRow(string path, DownloadOutcome outcome, int? status, int attempts, string reason)
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);

        DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse($"{server.Address}{path}"), work["pictures"]);

        DownloadRecord row = Assert.Single(manifest.Records);
        Assert.Equal((outcome, status, attempts), (row.Outcome, row.Status, row.Attempts));
        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
        Assert.Equal(manifest.Records, DownloadManifest.Read(work["pictures"]).Records);
        string[] files = [.. Directory.GetFiles(work["pictures"]).Select(Path.GetFileName).Where(name => name != DownloadManifest.FileName).Select(name => name!)];
        Assert.Equal(outcome == DownloadOutcome.Downloaded ? [row.File] : [], files);
    }

    [Fact]
    public async Task FilesAreNamedByIndexAndTrueFormat()
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);
        UrlList list = UrlList.Parse($"{server.Address}/good.jpg\n{server.Address}/missing.jpg\n{server.Address}/named.jpg\n{server.Address}/good.jpg");

        DownloadManifest manifest = await downloader.DownloadAsync(list, work["pictures"]);

        Assert.Equal(["00000000.jpg", "", "00000002.png"], manifest.Records.Select(record => record.File));
        Assert.Equal((TestPictures.Side, TestPictures.Side), (manifest.Records[2].Width, manifest.Records[2].Height));
        Assert.Equal("the same as line 1", Assert.Single(list.Problems).Reason);
        Assert.Equal(ImageFormat.Png, ImageCodec.ReadHeader(await File.ReadAllBytesAsync(Path.Combine(work["pictures"], "00000002.png"))).Format);
    }

    [Fact]
    public async Task ASecondRunFetchesOnlyWhatIsMissing()
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);
        UrlList list = UrlList.Parse($"{server.Address}/good.jpg\n{server.Address}/good.png\n{server.Address}/missing.jpg");
        await downloader.DownloadAsync(list, work["pictures"]);
        File.Delete(Path.Combine(work["pictures"], "00000001.png"));

        DownloadManifest again = await downloader.DownloadAsync(list, work["pictures"]);

        Assert.Equal((1, 2, 2), (server.Requests("/good.jpg"), server.Requests("/good.png"), server.Requests("/missing.jpg")));
        Assert.Equal(2, again.Count(DownloadOutcome.Downloaded));
    }

    [Fact]
    public async Task CtrlCLeavesAWholeManifestAndNoHalfWrittenFile()
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.csv"], $"{server.Address}/good.jpg\n{server.Address}/slow.jpg\n{server.Address}/good.png\n");
        await using EmblemProcess process = EmblemProcess.Start(
            null, "download", "--urls", $"a={work["links.csv"]}", "--into", work["pictures"]);
        while (server.Requests("/slow.jpg") == 0 || !File.Exists(Path.Combine(work["pictures"], "a", "00000002.png")))
            await Task.Delay(20);

        process.Interrupt();
        EmblemRun run = await process.WaitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(WorkFolder.Partial(work["pictures"]));
        Assert.Equal(
            [DownloadOutcome.Downloaded, DownloadOutcome.Cancelled, DownloadOutcome.Downloaded],
            DownloadManifest.Read(Path.Combine(work["pictures"], "a")).Records.Select(record => record.Outcome));
    }
}
