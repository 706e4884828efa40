using System.Net;
using System.Net.Sockets;
using System.Text;
using Emblem.Acquisition;
using Emblem.Imaging;
using Emblem.Studio;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio;

/// <summary>Who may see the page, and what of the disk: attacks over real HTTP.</summary>
public sealed class StudioGateTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private StudioServer _server = null!;
    private string _cookie = "";

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (string name in (string[])["cat", "dog"])
            File.WriteAllBytes(_folder.Create("root", "pets", "verified", name, "1.png"), ImageCodec.EncodePng(Pictures.Noise(300, 200, name.Length)));
        File.WriteAllBytes(_folder.Create("root", "pets", "downloaded", "cat", "1.png"), ImageCodec.EncodePng(Pictures.Noise(20, 20)));
        File.WriteAllText(_folder.Create("secret.jpg"), "secret");
        _server = await StudioServer.StartAsync(new StudioOptions { Root = Path.Combine(_folder.Path, "root"), Program = new WorkerCommand("false") }, stop: TestEnds);
        using HttpResponseMessage admitted = await _client.GetAsync(_server.NewAddress(), TestEnds);
        _cookie = admitted.Headers.GetValues("Set-Cookie").Single();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ATokenAdmitsOneBrowserOnce()
    {
        Uri address = _server.NewAddress();
        using HttpResponseMessage first = await _client.GetAsync(address, TestEnds);
        using HttpResponseMessage second = await _client.GetAsync(address, TestEnds);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (first.StatusCode, first.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        string cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await AskAsync("", cookie: cookie));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0000")]
    [InlineData("projects/pets/look")]
    [InlineData("projects/pets/grid?picture=cat/1.png")]
    [InlineData("_framework/blazor.web.js")]
    [InlineData("_blazor/negotiate?negotiateVersion=1")]
    public async Task WithoutTheTokenNothingIsShown(string path) => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(path, cookie: null));

    /// <summary>A name that leads here is no name of this page: its owner's scripts would be of its origin.</summary>
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.1")]
    [InlineData("[::ffff:10.0.0.1]")]
    public async Task AnotherHostIsRefused(string host) => Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("", host: host));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task ThisMachinesOwnNamesAreNot(string host) => Assert.Equal(HttpStatusCode.OK, await AskAsync("", host: $"{host}:{_server.Address.Port}"));

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://127.0.0.1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task AnotherPageMayNotAsk(string header, string value)
    {
        foreach (string path in (string[])["", "_blazor?id=x", "projects/pets/grid?picture=cat/1.png"])
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(path, header: (header, value)));
    }

    /// <summary>Whatever a name spells, it is looked up among the pictures, and no path is made of it.</summary>
    [Theory]
    [InlineData("../secret.jpg")]
    [InlineData("../../secret.jpg")]
    [InlineData("cat/../../../secret.jpg")]
    [InlineData("..\\secret.jpg")]
    [InlineData("/etc/passwd")]
    [InlineData("cat/1.png/../1.png")]
    [InlineData("cat//1.png")]
    [InlineData("../downloaded/cat/1.png")]
    [InlineData("")]
    public async Task NoPathLeavesTheProject(string name)
    {
        foreach (string kind in (string[])["grid", "large"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync($"projects/pets/{kind}?picture={Uri.EscapeDataString(name)}"));
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync($"projects/{Uri.EscapeDataString(name.Length > 0 ? name : "..")}/{kind}?picture=cat/1.png"));
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync("projects/pets/grid?picture=cat/1.png"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync("projects/..%2Fpets/grid?picture=cat/1.png"));
    }

    [Fact]
    public async Task AViewIsAJpegOfOursWhateverTheFileIs()
    {
        using HttpResponseMessage view = await SendAsync("projects/pets/grid?picture=cat/1.png");
        PixelImage seen = ImageCodec.Decode(await view.Content.ReadAsByteArrayAsync(TestEnds));
        File.WriteAllText(Path.Combine(_folder.Path, "root", "pets", "verified", "cat", "1.png"), "<html><script>alert(1)</script>");
        using HttpResponseMessage changed = await SendAsync("projects/pets/grid?picture=cat/1.png");

        Assert.Equal(("image/jpeg", 256, 171), (view.Content.Headers.ContentType!.MediaType, seen.Width, seen.Height));
        Assert.Equal("nosniff", view.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(HttpStatusCode.NotFound, changed.StatusCode);
    }

    [Fact]
    public async Task ThePageHasNoScriptOfItsOwnAndNothingFromElsewhere()
    {
        using HttpResponseMessage page = await SendAsync("");
        string text = await page.Content.ReadAsStringAsync(TestEnds);
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);

        // Blazor's own box for a lost connection brings a style that the policy stops, so the page has one by its name.
        Assert.Contains("id=\"components-reconnect-modal\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", text, StringComparison.Ordinal);
        foreach (string asset in (string[])["studio.css", "studio.js", "reconnect.js", "icon.svg", "_framework/blazor.web.js"])
            Assert.Equal(HttpStatusCode.OK, await AskAsync(asset));
    }

    /// <summary>Torn, endless or nonsensical requests cost themselves alone.</summary>
    [Fact]
    public async Task ATornRequestEndsNothing()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port, TestEnds);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: \r\n\r\n"), TestEnds);
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(""));
    }

    private async Task<HttpStatusCode> AskAsync(string path, string? host = null, (string Name, string Value)? header = null, string? cookie = "")
    {
        using HttpResponseMessage response = await SendAsync(path, host, header, cookie);
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string path, string? host = null, (string Name, string Value)? header = null, string? cookie = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Address, path));
        if (host is not null)
            request.Headers.Host = host;
        if (header is { } extra)
            request.Headers.Add(extra.Name, extra.Value);
        if (cookie is not null)
            request.Headers.Add("Cookie", (cookie.Length > 0 ? cookie : _cookie).Split(';')[0]);
        return _client.SendAsync(request, TestEnds);
    }
}
