using System.Net;
using System.Net.Sockets;
using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

[Collection(Beside.TheRest)]
public sealed class ImageDownloaderTests(PictureServer server) : IClassFixture<PictureServer>
{
    private static readonly DownloadOptions Brisk = new()
    {
        AllowPrivate = true,
        IdleTimeout = TimeSpan.FromSeconds(5),
        Attempts = 2,
        RetryDelay = TimeSpan.FromMilliseconds(10),
    };

    [Fact]
    public async Task FilesAreNamedByIndexAndTrueFormat()
    {
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);
        var list = UrlList.Parse($"{server.Address}/good.jpg\n{server.Address}/missing.jpg\n{server.Address}/named.jpg\n{server.Address}/good.jpg");

        DownloadManifest manifest = await downloader.DownloadAsync(list, work["pictures"]);

        Assert.Equal(["00000000.jpg", "", "00000002.png"], manifest.Records.Select(record => record.File));
        Assert.Equal((TestPictures.Side, TestPictures.Side), (manifest.Records[2].Width, manifest.Records[2].Height));
        Assert.Equal("the same as line 1", Assert.Single(list.Problems).Reason);
        Assert.Equal(ImageFormat.Png, ImageCodec.ReadHeader(await File.ReadAllBytesAsync(Path.Combine(work["pictures"], "00000002.png"))).Format);
    }

    [Fact]
    public async Task AnAddressOutOfAPagesSourceIsReadAsABrowserWould()
    {
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);

        DownloadManifest manifest = await downloader.DownloadAsync(
            UrlList.Parse($"{server.Address}/asked.png?a=1&amp;b=2\n{server.Address}/missing.png?a=1&amp;b=2\n{server.Address}/good.png?a&amp;b"), work["pictures"]);

        Assert.Equal(["00000000.png", "", "00000002.png"], manifest.Records.Select(record => record.File));
        Assert.Equal(["fetched with &amp; read as &", "404 Not Found; with &amp; read as &: 404 Not Found", ""], manifest.Records.Select(record => record.Reason));
        Assert.Equal($"{server.Address}/asked.png?a=1&b=2", manifest.Records[0].FinalUrl);
        Assert.Equal(2, manifest.Records[0].Attempts);
        Assert.Equal(manifest.Records, (await downloader.DownloadAsync(UrlList.Parse($"{server.Address}/asked.png?a=1&amp;b=2"), work["pictures"])).Records.Concat(manifest.Records.Skip(1)));
    }

    [Fact]
    public async Task TwoAddressesOfOnePictureAreTwoRows()
    {
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);

        DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse($"{server.Address}/moved.jpg\n{server.Address}/good.jpg\n"), work["pictures"]);

        Assert.Equal(["00000000.jpg", "00000001.jpg"], manifest.Records.Select(row => row.File));
        Assert.Equal(manifest.Records[0].FinalUrl, manifest.Records[1].FinalUrl);
        Assert.Equal(manifest.Records[0].Sha256, manifest.Records[1].Sha256);
    }

    [Fact]
    public async Task LimitsHoldForTheHostThatRedirectsLeadTo()
    {
        await using PictureServer slow = await PictureServer.StartAsync();
        slow.Latency = TimeSpan.FromMilliseconds(30);
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk with { ConcurrencyPerHost = 3 });

        DownloadManifest manifest = await downloader.DownloadAsync(
            UrlList.Parse(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"{slow.Address}/over/{i}.png"))), work["pictures"]);

        Assert.Equal(20, manifest.Count(DownloadOutcome.Downloaded));
        Assert.Equal((3, 3), (slow.Peak(slow.Address), slow.Peak(slow.OtherHost)));
    }

    [Fact]
    public async Task TheTotalLimitHoldsOverAllHosts()
    {
        await using PictureServer slow = await PictureServer.StartAsync();
        slow.Latency = TimeSpan.FromMilliseconds(30);
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk with { Concurrency = 1 });

        await downloader.DownloadAsync(
            UrlList.Parse(string.Join('\n', Enumerable.Range(0, 8).Select(i => $"{(i % 2 == 0 ? slow.Address : slow.OtherHost)}/picture/{i}.png"))), work["pictures"]);

        Assert.Equal(8, slow.AllRequests);
        Assert.Equal((1, 1), (slow.Peak(slow.Address), slow.Peak(slow.OtherHost)));
    }

    [Fact]
    public async Task ASilentHostIsLeftAloneAndTheOthersGoOn()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        string silent = $"127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk with { Attempts = 1, ConcurrencyPerHost = 1 });
        string[] lines = [.. Enumerable.Range(0, 30).Select(i => $"http://{silent}/{i}.jpg"), $"{server.Address}/good.jpg"];

        DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse(string.Join('\n', lines)), work["pictures"]);

        (string, int, int)[] found = [.. manifest.Records.GroupBy(row => (row.Reason, row.Attempts)).Select(same => (same.Key.Reason, same.Key.Attempts, same.Count()))];
        Assert.Equal([("no connection: refused", 1, 8), ($"left out: {silent} has stopped answering", 0, 22), ("", 1, 1)], found);
    }

    [Fact]
    public async Task AHostThatAnswersWithErrorsIsNotSilent()
    {
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk with { ConcurrencyPerHost = 1 });
        string[] lines = [.. Enumerable.Range(0, 20).Select(i => $"{server.Address}/missing-{i}.jpg"), $"{server.Address}/good.jpg"];

        DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse(string.Join('\n', lines)), work["pictures"]);

        Assert.Equal(DownloadOutcome.Downloaded, manifest.Records[^1].Outcome);
    }

    [Fact]
    public async Task ProgressTellsOfEachAddressAndWhatWentWrong()
    {
        using var work = new WorkFolder();
        using var downloader = new ImageDownloader(Brisk);
        var told = new List<StepProgress>();

        await downloader.DownloadAsync(
            UrlList.Parse($"{server.Address}/good.jpg\n{server.Address}/missing.jpg"), work["pictures"], progress: new Telling(told), stop: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], told.Select(step => step.Done).Order());
        Assert.Equal([$"{server.Address}/missing.jpg: 404 Not Found"], told.Select(step => step.Note).OfType<string>());
    }

    [Fact]
    public void OptionsOutOfBoundsAreNamed()
    {
        EmblemException fault = Assert.Throws<EmblemException>(() => new ImageDownloader(new DownloadOptions { ConcurrencyPerHost = 0 }));

        Assert.Equal("ConcurrencyPerHost of the download options must be at least 1; got 0.", fault.Message);
    }

    private sealed class Telling(List<StepProgress> told) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            lock (told)
                told.Add(value);
        }
    }
}
