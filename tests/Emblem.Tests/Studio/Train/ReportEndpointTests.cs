using System.Net;
using Emblem.Acquisition;
using Emblem.Studio;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio.Train;

/// <summary>The report of a run, and nothing else of its folder.</summary>
public sealed class ReportEndpointTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private StudioServer _server = null!;

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(_folder.Create("root", "pets", "runs", "001", "options.json"), "{}");
        File.WriteAllText(_folder.Create("root", "pets", "runs", "001", "report.html"), "<h1>Learned</h1>");
        File.WriteAllText(_folder.Create("root", "pets", "runs", "002", "options.json"), "{}");
        File.WriteAllText(_folder.Create("root", "pets", "runs", "other", "report.html"), "no run's");
        File.WriteAllText(_folder.Create("root", "report.html"), "secret");
        _server = await StudioServer.StartAsync(new StudioOptions { Root = Path.Combine(_folder.Path, "root"), Program = new WorkerCommand("false") }, stop: TestEnds);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task OnlyTheReportOfARunIsGivenAndItCanDoNothing()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("001/report"));
        (await _client.GetAsync(_server.NewAddress(), TestEnds)).Dispose();
        using HttpResponseMessage page = await _client.GetAsync(new Uri(_server.Address, "projects/pets/runs/001/report"), TestEnds);

        Assert.Equal("<h1>Learned</h1>", await page.Content.ReadAsStringAsync(TestEnds));
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        foreach (string path in (string[])["002/report", "other/report", "001/options.json", "..%2F/report", "..%2F..%2F/report", "%2E%2E/report", "001%2F..%2Fother/report", "%2Fetc/report"])
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(path));
    }

    private async Task<HttpStatusCode> AskAsync(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(_server.Address, $"projects/pets/runs/{path}"), TestEnds);
        return response.StatusCode;
    }
}
