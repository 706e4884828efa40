using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using Emblem.Acquisition;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>Whatever a server does, its address ends in the row that says so, and nothing but a whole picture stays on disk.</summary>
[Collection(Beside.TheRest)]
public sealed class DownloadMisbehaviourTests(PictureServer server, RawServer raw) : IClassFixture<PictureServer>, IClassFixture<RawServer>
{
    private static readonly DownloadOptions Brisk = new()
    {
        AllowPrivate = true,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        IdleTimeout = TimeSpan.FromSeconds(1),
        TotalTimeout = TimeSpan.FromSeconds(8),
        MaxBytes = 1_000_000,
        Attempts = 2,
        RetryDelay = TimeSpan.FromMilliseconds(10),
    };

    private static readonly DownloadRecord Nothing = new() { Index = 0, Url = "", Outcome = DownloadOutcome.Failed };

    [Theory]
    [InlineData("/good.png", "image/png", 1)]
    [InlineData("/named.jpg", "image/jpeg", 1)]
    [InlineData("/typed-as-text.png", "text/html", 1)]
    [InlineData("/formula.png", "", 1)]
    [InlineData("/gzip.png", "image/png", 1)]
    [InlineData("/brotli.png", "image/png", 1)]
    [InlineData("/chunked.png", "image/png", 1)]
    [InlineData("/bilder/größe ü|[1]'(2)~.png?a=1,2&b=%25;c#part", "image/png", 1)]
    [InlineData("/a%2Fb/..%2F..%2F..%2Fetc%2Fpasswd.png", "image/png", 1)]
    [InlineData("/../../../../etc/passwd.png", "image/png", 1)]
    public async Task APngIsTakenWhateverItIsCalled(string path, string type, int attempts)
    {
        string url = server.Address + path;

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(Picture(url, new Uri(url).AbsoluteUri, ".png", PictureAnswers.Png) with { ContentType = type, Attempts = attempts }, row);
    }

    [Theory]
    [InlineData("/moved.jpg", 1)]
    [InlineData("/hops/9", 1)]
    [InlineData("/second-try.jpg", 2)]
    [InlineData("/busy.jpg", 2)]
    [InlineData("/busy-until.jpg", 2)]
    public async Task AJpegIsHadInTheEnd(string path, int attempts)
    {
        string url = server.Address + path;

        DownloadRecord row = await RowAsync(url);

        string final = attempts == 1 ? $"{server.Address}/good.jpg" : url;
        Assert.Equal(Picture(url, final, ".jpg", PictureAnswers.Jpeg) with { ContentType = "image/jpeg", Attempts = attempts }, row);
    }

    [Theory]
    [InlineData("/missing.jpg", 404, 1, "404 Not Found")]
    [InlineData("/always-500.jpg", 500, 2, "500 Internal Server Error")]
    [InlineData("/busy-for-an-hour.jpg", 429, 1, "429 Too Many Requests; asks to wait 3600 s, more than is left of 8 s")]
    [InlineData("/to-a-file.jpg", 302, 1, "302 to a 'file' address; expected http or https")]
    [InlineData("/nowhere.jpg", 302, 1, "302 without an address to go to")]
    public async Task ARefusalIsNamed(string path, int status, int attempts, string reason) => Assert.Equal(
        Nothing with { Url = server.Address + path, FinalUrl = server.Address + path, Status = status, Attempts = attempts, Reason = reason },
        await RowAsync(server.Address + path));

    [Theory]
    [InlineData("/loop-a.jpg", "/loop-b.jpg", "302 back to where it came from: a redirect loop")]
    [InlineData("/hops/10", "/hops/0", "more than 10 redirects")]
    public async Task RedirectsEnd(string path, string final, string reason) => Assert.Equal(
        Nothing with { Url = server.Address + path, FinalUrl = server.Address + final, Status = 302, Attempts = 1, Reason = reason },
        await RowAsync(server.Address + path));

    [Theory]
    [InlineData("/page.jpg", "image/jpeg", "not a picture: a web page")]
    [InlineData("/vector.png", "image/png", "SVG is not read: convert it to PNG first, for example with ImageMagick or an image editor")]
    [InlineData("/empty.jpg", "image/jpeg", "empty file")]
    public async Task WhatIsNoPictureIsNotKept(string path, string type, string reason)
    {
        string url = server.Address + path;

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with { Url = url, FinalUrl = url, Status = 200, Outcome = DownloadOutcome.NotAPicture, ContentType = type, Attempts = 1, Reason = reason }, row);
    }

    [Theory]
    [InlineData("/endless.jpg", "", "more than the limit of 1000000 bytes arrived")]
    [InlineData("/bomb.png", "image/png", "more than the limit of 1000000 bytes arrived")]
    [InlineData("/too-large.jpg", "", "2000000 bytes are over the limit of 1000000")]
    public async Task NothingGrowsBeyondTheCap(string path, string type, string reason) => Assert.Equal(
        Nothing with { Url = server.Address + path, FinalUrl = server.Address + path, Status = 200, ContentType = type, Attempts = 1, Reason = reason },
        await RowAsync(server.Address + path));

    [Theory]
    [InlineData("/slow-headers.jpg", null, "", 2, "nothing arrived for 1 s")]
    [InlineData("/stall.jpg", 200, "image/jpeg", 2, "nothing arrived for 1 s")]
    public async Task SilenceEnds(string path, int? status, string type, int attempts, string reason)
    {
        string url = server.Address + path;

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with { Url = url, FinalUrl = status is null ? "" : url, Status = status, ContentType = type, Attempts = attempts, Reason = reason }, row);
    }

    [Fact]
    public async Task ADripEndsWithTheTimeThereIs()
    {
        string url = $"{server.Address}/drip.jpg";

        DownloadRecord row = await RowAsync(url, Brisk with { TotalTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(
            Nothing with { Url = url, FinalUrl = url, Status = 200, ContentType = "image/jpeg", Attempts = 1, Reason = "not done within 2 s" }, row);
    }

    [Theory]
    [InlineData("/cut-short.jpg", 200, 2, "the body ended early")]
    [InlineData("/length-too-long.jpg", 200, 2, "the body ended early")]
    [InlineData("/reset-in-body.jpg", 200, 2, "the connection broke in the body")]
    [InlineData("/not-gzip.jpg", 200, 1, "the body is not compressed as its header says")]
    [InlineData("/bad-chunk.jpg", 200, 2, "the connection broke in the body")]
    [InlineData("/huge-header.jpg", null, 1, "the answer's headers are too long")]
    [InlineData("/no-http.jpg", null, 1, "what arrived is no HTTP answer")]
    [InlineData("/reset.jpg", null, 2, "the connection broke before an answer: reset")]
    [InlineData("/hang-up.jpg", null, 2, "the connection was closed without an answer")]
    public async Task BrokenHttpIsAFailure(string path, int? status, int attempts, string reason)
    {
        string url = raw.Address + path;

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with
            {
                Url = url,
                FinalUrl = status is null ? "" : url,
                Status = status,
                ContentType = status is null ? "" : "image/jpeg",
                Attempts = attempts,
                Reason = reason,
            },
            row);
    }

    [Theory]
    [InlineData("/until-closed.jpg")]
    [InlineData("/length-of-many.jpg")]
    public async Task ABodyWithoutALengthEndsWithItsConnection(string path) => Assert.Equal(
        Picture(raw.Address + path, raw.Address + path, ".jpg", PictureAnswers.Jpeg) with { ContentType = "image/jpeg", Attempts = 1 },
        await RowAsync(raw.Address + path));

    [Fact]
    public async Task ALengthThatIsTooShortGivesADamagedPicture()
    {
        string url = $"{raw.Address}/length-too-short.jpg";

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with
            {
                Url = url,
                FinalUrl = url,
                Status = 200,
                Outcome = DownloadOutcome.NotAPicture,
                ContentType = "image/jpeg",
                Attempts = 1,
                Reason = "damaged Jpeg: the header or the first data cannot be read",
            },
            row);
    }

    [Fact]
    public async Task ARedirectToAnotherHostIsFollowedAndTold()
    {
        string url = $"{server.Address}/elsewhere.jpg";

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Picture(url, $"{server.OtherHost}/good.jpg", ".jpg", PictureAnswers.Jpeg) with { ContentType = "image/jpeg", Attempts = 1 }, row);
    }

    [Fact]
    public async Task HttpsWithoutTlsIsNamed()
    {
        string url = $"{server.Address.Replace("http:", "https:", StringComparison.Ordinal)}/good.jpg";

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with { Url = url, Attempts = 1, Reason = "no secure connection: no TLS there, or a certificate that is not trusted" }, row);
    }

    [Fact]
    public async Task AnUntrustedCertificateIsRefused()
    {
        string url = $"{server.Secure}/good.jpg";

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(
            Nothing with { Url = url, Attempts = 1, Reason = "no secure connection: no TLS there, or a certificate that is not trusted" }, row);
    }

    [Fact]
    public async Task Http2IsSpokenOverTls()
    {
        string url = $"{server.Secure}/over-http2.png";

        DownloadRecord row = await RowAsync(url, Brisk, Trusting());

        Assert.Equal(Picture(url, url, ".png", PictureAnswers.Png) with { ContentType = "image/png", Attempts = 1 }, row);
        Assert.Contains("HTTP/2", server.Protocols);
    }

    [Fact]
    public async Task ARedirectFromHttpsToHttpIsNotFollowed()
    {
        string url = $"{server.Secure}/to-plain-http.jpg";

        DownloadRecord row = await RowAsync(url, Brisk, Trusting());

        Assert.Equal(
            Nothing with { Url = url, FinalUrl = url, Status = 302, Attempts = 1, Reason = "302 from https to http, which anybody on the way could have changed" },
            row);
    }

    [Fact]
    public async Task IPv6HostsAreHosts()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "SKIPPED: needs IPv6 on the loopback interface.");
        string url = $"{server.Address6}/good.png";

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(Picture(url, url, ".png", PictureAnswers.Png) with { ContentType = "image/png", Attempts = 1 }, row);
    }

    [Fact]
    public async Task AClosedPortIsNamed()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)unused.LocalEndpoint).Port}/good.jpg";
        unused.Stop();

        DownloadRecord row = await RowAsync(url);

        Assert.Equal(Nothing with { Url = url, Attempts = 2, Reason = "no connection: refused" }, row);
    }

    [Fact]
    public async Task AConnectionThatDoesNotOpenIsGivenUp()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
            ConnectCallback = async (_, stop) =>
            {
                await Task.Delay(Timeout.Infinite, stop);
                return Stream.Null;
            },
        };

        DownloadRecord row = await RowAsync("http://far-away.example/1.jpg", Brisk with { ConnectTimeout = TimeSpan.FromMilliseconds(200) }, handler);

        Assert.Equal(Nothing with { Url = "http://far-away.example/1.jpg", Attempts = 2, Reason = "no connection within 0.2 s" }, row);
    }

    [Fact]
    public async Task TwoHundredMegabytesOfZerosNeedNoMemory()
    {
        string url = $"{server.Address}/zeros.png";
        await RowAsync($"{server.Address}/warm-up.png");
        long before = GC.GetTotalAllocatedBytes();

        DownloadRecord row = await RowAsync(url, Brisk with { MaxBytes = 50_000_000, TotalTimeout = TimeSpan.FromSeconds(30) });

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 25_000_000);
        Assert.Equal(
            Nothing with { Url = url, FinalUrl = url, Status = 200, ContentType = "image/png", Attempts = 1, Reason = "more than the limit of 50000000 bytes arrived" },
            row);
    }

    /// <summary>The row of one address, which is also the manifest's; its time is left out.</summary>
    private static async Task<DownloadRecord> RowAsync(string url, DownloadOptions? options = null, HttpMessageHandler? handler = null)
    {
        using var work = new WorkFolder();
        options ??= Brisk;
        using ImageDownloader downloader = handler is null ? new ImageDownloader(options) : new ImageDownloader(options, handler);

        DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse(url), work["pictures"]);

        DownloadRecord row = Assert.Single(manifest.Records);
        Assert.Equal(manifest.Records, DownloadManifest.Read(work["pictures"]).Records);
        Assert.Equal(
            row.File.Length > 0 ? [row.File, DownloadManifest.FileName] : [DownloadManifest.FileName],
            Directory.GetFileSystemEntries(work["pictures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            await File.ReadAllLinesAsync(Path.Combine(work["pictures"], DownloadManifest.FileName)),
            line => line.Split(',').Any(cell => cell.Length > 0 && "=+-@\t".Contains(cell[0], StringComparison.Ordinal)));
        if (row.File.Length > 0)
            Assert.Equal(row.Sha256, HashOf(await File.ReadAllBytesAsync(Path.Combine(work["pictures"], row.File))));
        return row with { Milliseconds = 0 };
    }

    private static DownloadRecord Picture(string url, string final, string extension, byte[] bytes) => new()
    {
        Index = 0,
        Url = url,
        FinalUrl = final,
        Status = 200,
        Outcome = DownloadOutcome.Downloaded,
        File = $"00000000{extension}",
        Bytes = bytes.Length,
        Sha256 = HashOf(bytes),
        Width = TestPictures.Side,
        Height = TestPictures.Side,
    };

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static SocketsHttpHandler Trusting() => new()
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
