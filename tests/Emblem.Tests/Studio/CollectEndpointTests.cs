using System.Net;
using Emblem.Acquisition;
using Emblem.Cli.Commands;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Studio;
using Emblem.Studio.Collect;
using Emblem.Studio.Safety;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio;

/// <summary>What a browser may send, over real HTTP, and what becomes of files that attack.</summary>
public sealed class CollectEndpointTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;
    private StudioServer _server = null!;
    private StudioOptions _options = null!;
    private ProjectFolder _project = null!;
    private string _token = "";

    public CollectEndpointTests() => _client = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies });

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _project = ProjectFolder.Create(_folder.Path, "pets");
        _options = new StudioOptions { Root = _folder.Path, Program = ThisProgram.Itself };
        _server = await StudioServer.StartAsync(_options, stop: TestEnds);
        await _client.GetStringAsync(_server.NewAddress(), TestEnds);
        _token = await _client.GetStringAsync(new Uri(_server.Address, CollectEndpoints.TokenAddress), TestEnds);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A 100-megapixel bomb, a drawing with a script and a page called a picture are rows with reasons, and cost the one good picture nothing.</summary>
    [Fact]
    public async Task FilesThatAttackAreRefusedRows()
    {
        await SendAsync("cat", "good.png", ImageCodec.EncodePng(Pictures.Noise(60, 40)));
        await SendAsync("cat", "bomb.png", CraftedFiles.PngBomb(20_000, 20_000));
        await SendAsync("cat", "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray());
        await SendAsync("cat", "page.jpg", "<!DOCTYPE html><html><script>alert(1)</script></html>"u8.ToArray());
        new CollectSettings { Force = true }.Write(_project);
        using var job = new CollectJob(_project, _options);

        job.Start(downloads: false);
        job.Start(downloads: false);
        await job.Ended;

        Assert.Null(job.Fault);
        CollectedClass cat = ProjectCollection.Read(_project).Classes.Single();
        Assert.Equal((4, 1, 0), (cat.Added, cat.Good, cat.Unchecked));
        Dictionary<string, VerificationRecord> refused = cat.Refused.ToDictionary(row => row.Path.Split('-')[1]);
        Assert.Equal(VerificationOutcome.SetAside, refused["bomb"].Outcome);
        Assert.Contains("pixels", refused["bomb"].Reason, StringComparison.Ordinal);
        Assert.Contains("SVG", refused["drawing"].Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(VerificationOutcome.NotAPicture, refused["page"].Outcome);
        Assert.All(refused.Values, row => Assert.NotEmpty(row.Reason));
    }

    [Theory]
    [InlineData("..", "a.png")]
    [InlineData("../../dog", "a.png")]
    [InlineData("", "a.png")]
    [InlineData("cat", "")]
    [InlineData("cat", ".hidden.png")]
    public async Task WhatNamesNoClassOrFileIsRefused(string name, string file)
    {
        using HttpResponseMessage answer = await SendAsync(name, file, [1]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.False(Directory.Exists(_project.Downloaded));
    }

    [Fact]
    public async Task AFileLiesInItsClassWhateverItsNameSpells()
    {
        using HttpResponseMessage answer = await SendAsync("cat", "../../../../evil.png", [1, 2, 3]);

        Assert.Equal(Path.Combine(_project.Downloaded, "cat", await answer.Content.ReadAsStringAsync(TestEnds)), Directory.GetFiles(_folder.Path, "*evil*", SearchOption.AllDirectories).Single());
    }

    [Theory]
    [InlineData("../pets")]
    [InlineData("..")]
    [InlineData("other")]
    public async Task OtherFoldersAreNoProjects(string project)
    {
        using HttpResponseMessage answer = await PostAsync(CollectEndpoints.PicturesOf(project), "cat", "a.png", [1], _token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task NothingIsTakenWithoutThePagesToken()
    {
        foreach (string address in (string[])[CollectEndpoints.PicturesOf("pets"), CollectEndpoints.ListsOf("pets")])
        {
            foreach (string? token in (string?[])[null, "forged"])
            {
                using HttpResponseMessage answer = await PostAsync(address, "cat", "a.png", "http://a.example/1.jpg"u8.ToArray(), token);
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            }
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AnUploadThatIsTooLargeLeavesNothing()
    {
        using HttpResponseMessage answer = await SendAsync("cat", "a.png", new byte[UploadLimits.MaxBytes + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AListIsTakenAndItsLinesAccountedFor()
    {
        using HttpResponseMessage taken = await PostAsync(CollectEndpoints.ListsOf("pets"), "cat", "", "http://a.example/1.jpg\nnonsense"u8.ToArray(), _token);
        using HttpResponseMessage refused = await PostAsync(CollectEndpoints.ListsOf("pets"), "", "", "http://a.example/1.jpg"u8.ToArray(), _token);

        Assert.Equal("Addresses of cat taken: 1. Lines left out: 1; line 2: not an address.", await taken.Content.ReadAsStringAsync(TestEnds));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(["cat"], ProjectLists.Read(_project).Lists.Select(list => list.Class));
    }

    private Task<HttpResponseMessage> SendAsync(string name, string file, byte[] bytes) => PostAsync(CollectEndpoints.PicturesOf("pets"), name, file, bytes, _token);

    private Task<HttpResponseMessage> PostAsync(string address, string name, string file, byte[] bytes, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, $"{address}?name={Uri.EscapeDataString(name)}&file={Uri.EscapeDataString(file)}")) { Content = new ByteArrayContent(bytes) };
        request.Headers.ExpectContinue = true;
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return _client.SendAsync(request, TestEnds);
    }
}
