using Emblem.Acquisition;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>A list from strangers does not make a downloader ask this machine or its neighbours.</summary>
[Collection(Beside.TheRest)]
public sealed class PrivateAddressTests(PictureServer server) : IClassFixture<PictureServer>
{
    [Fact]
    public async Task NeitherAddressesNorNamesOfThisMachineAreAsked()
    {
        int asked = server.AllRequests;
        string port = new Uri(server.Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        IReadOnlyList<DownloadRecord> rows = await RowsAsync(
            new DownloadOptions(),
            $"http://127.0.0.1:{port}/good.jpg",
            $"http://2130706433:{port}/good.jpg?again",
            $"http://[::ffff:127.0.0.1]:{port}/good.jpg",
            $"http://localhost:{port}/good.jpg",
            $"{server.Secure}/good.jpg");

        Assert.All(rows, row => Assert.Equal(DownloadOutcome.Failed, row.Outcome));
        Assert.All(rows, row => Assert.Contains("--allow-private", row.Reason, StringComparison.Ordinal));
        Assert.StartsWith("127.0.0.1 is this machine: not asked without --allow-private", rows[0].Reason, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(0, row.Attempts));
        Assert.Equal(asked, server.AllRequests);
    }

    /// <summary>The connection itself: what was judged before it and which proxy there is play no part.</summary>
    [Fact]
    public async Task NoConnectionIsMadeWhereANameLeadsToThisMachine()
    {
        int asked = server.AllRequests;
        using SocketsHttpHandler handler = ImageDownloader.Handler(new DownloadOptions());
        handler.UseProxy = false;
        using var http = new HttpClient(handler);

        HttpRequestException fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"{server.OtherHost}/good.jpg", TestContext.Current.CancellationToken));

        Assert.Matches("^localhost leads to .+, which is this machine: not asked", DownloadReasons.OfSending(fault).Message);
        Assert.Equal(asked, server.AllRequests);
    }

    /// <summary>The machine's own name leads to an address of its own, as a stranger's name might.</summary>
    [Fact]
    public async Task WhatANameLeadsToCounts()
    {
        string name = System.Net.Dns.GetHostName();
        Assert.SkipWhen(
            (await AddressesAsync(name)).Any(address => PublicAddress.Fault(address) is null) || PublicAddress.Fault(new Uri($"http://{name}/")) is not null,
            "SKIPPED: this machine's name leads to no private address.");

        DownloadRecord row = Assert.Single(await RowsAsync(new DownloadOptions(), $"http://{name}:9/good.jpg"));

        Assert.Matches($"^{name.ToLowerInvariant()} leads to .+, which is .+: not asked", row.Reason);
    }

    [Fact]
    public async Task ARedirectIsJudgedAsWell()
    {
        DownloadRecord row = Assert.Single(await RowsAsync(new DownloadOptions(), new Redirecting(), "http://1.1.1.1/picture.jpg"));

        Assert.StartsWith("169.254.169.254 is a link-local address", row.Reason, StringComparison.Ordinal);
        Assert.Equal("http://1.1.1.1/picture.jpg", row.FinalUrl);
    }

    [Fact]
    public async Task WhereItIsAllowedAllOfThemAnswer()
    {
        IReadOnlyList<DownloadRecord> rows = await RowsAsync(new DownloadOptions { AllowPrivate = true }, $"{server.Address}/good.jpg", $"{server.OtherHost}/good.jpg");

        Assert.All(rows, row => Assert.Equal(DownloadOutcome.Downloaded, row.Outcome));
    }

    [Fact]
    public async Task FilesAreReadWhereAllThatIsPrivateIsAllowed()
    {
        using var work = new WorkFolder();
        await File.WriteAllBytesAsync(work["a b.png"], PictureAnswers.Png);
        string[] urls = [new Uri(work["a b.png"]).AbsoluteUri, new Uri(work["missing.png"]).AbsoluteUri, $"{server.Address}/to-a-file.jpg"];

        IReadOnlyList<DownloadRecord> refused = await RowsAsync(new DownloadOptions(), urls);
        IReadOnlyList<DownloadRecord> read = await RowsAsync(new DownloadOptions { AllowPrivate = true }, urls);

        Assert.All(refused, row => Assert.Contains("not asked without", row.Reason, StringComparison.Ordinal));
        Assert.Equal(["00000000.png", "", ""], read.Select(row => row.File));
        Assert.Equal(["", "no such file", "302 to a 'file' address; expected http or https"], read.Select(row => row.Reason));
    }

    /// <summary>The proxy is the user's choice, so it may be on this machine; what is asked of it is judged all the same.</summary>
    [Fact]
    public async Task AProxyOfTheEnvironmentIsAskedForPublicAddressesAlone()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.txt"], $"http://pictures.example/good.jpg\n{server.Address}/good.jpg\nhttp://10.0.0.1/good.jpg\n");
        var proxied = new EmblemProcessOptions { Environment = new Dictionary<string, string?> { ["http_proxy"] = server.Address, ["no_proxy"] = null } };

        EmblemRun run = (await EmblemProcess.RunAsync(proxied, "download", "--urls", $"a={work["links.txt"]}", "--into", work["pictures"], "-v")).Expect(0);

        IReadOnlyList<DownloadRecord> rows = DownloadManifest.Read(Path.Combine(work["pictures"], "a")).Records;
        Assert.True(rows[0].Outcome == DownloadOutcome.Downloaded, run.Output);
        Assert.StartsWith("127.0.0.1 is this machine", rows[1].Reason, StringComparison.Ordinal);
        Assert.StartsWith("10.0.0.1 is an address of a private network", rows[2].Reason, StringComparison.Ordinal);
    }

    /// <summary>A tunnel is the handler's own request. This proxy grants none, and was asked for one.</summary>
    [Fact]
    public async Task AProxyIsAskedForTunnelsAsWell()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.txt"], "https://pictures.example/good.jpg\nhttps://10.0.0.1/good.jpg\n");
        var proxied = new EmblemProcessOptions { Environment = new Dictionary<string, string?> { ["https_proxy"] = server.Address, ["no_proxy"] = null } };

        (await EmblemProcess.RunAsync(proxied, "download", "--urls", $"a={work["links.txt"]}", "--into", work["pictures"])).Expect(1);

        IReadOnlyList<DownloadRecord> rows = DownloadManifest.Read(Path.Combine(work["pictures"], "a")).Records;
        Assert.DoesNotContain("not asked", rows[0].Reason, StringComparison.Ordinal);
        Assert.Contains("not asked", rows[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCommandSaysWhatToDo()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["links.txt"], $"{server.Address}/good.jpg\nfile:///etc/passwd\n");

        EmblemRun run = (await EmblemProcess.RunAsync("gather", "--urls", $"a={work["links.txt"]}", "--into", work["images"])).Expect(1);

        Assert.Contains("--allow-private", run.Output, StringComparison.Ordinal);
        Assert.Contains("/etc/passwd is a file of this machine: not asked without", run.Output, StringComparison.Ordinal);
    }

    private static async Task<System.Net.IPAddress[]> AddressesAsync(string name)
    {
        try
        {
            return await System.Net.Dns.GetHostAddressesAsync(name, TestContext.Current.CancellationToken) is { Length: > 0 } found ? found : [System.Net.IPAddress.Parse("1.1.1.1")];
        }
        catch (System.Net.Sockets.SocketException)
        {
            return [System.Net.IPAddress.Parse("1.1.1.1")];
        }
    }

    private static Task<IReadOnlyList<DownloadRecord>> RowsAsync(DownloadOptions options, params string[] urls) => RowsAsync(options, null, urls);

    private static async Task<IReadOnlyList<DownloadRecord>> RowsAsync(DownloadOptions options, HttpMessageHandler? handler, params string[] urls)
    {
        using var work = new WorkFolder();
        using ImageDownloader downloader = handler is null ? new ImageDownloader(options) : new ImageDownloader(options, handler);
        return (await downloader.DownloadAsync(UrlList.Parse(string.Join('\n', urls)), work["pictures"])).Records;
    }

    private sealed class Redirecting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Found) { Headers = { Location = new Uri("http://169.254.169.254/latest/meta-data/") } });
    }
}
