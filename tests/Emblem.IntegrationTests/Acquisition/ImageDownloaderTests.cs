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
        await File.WriteAllTextAsync(work["links.csv"], $"{server.Address}/good.jpg\n{server.Address}/slow-headers.jpg\n{server.Address}/good.png\n");
        await using EmblemProcess process = EmblemProcess.Start(
            null, "download", "--urls", $"a={work["links.csv"]}", "--into", work["pictures"]);
        while (server.Requests("/slow-headers.jpg") == 0 || !File.Exists(Path.Combine(work["pictures"], "a", "00000002.png")))
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
