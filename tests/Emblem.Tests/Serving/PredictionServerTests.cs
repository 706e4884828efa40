using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Serving;
using Emblem.Tests.Support;

namespace Emblem.Tests.Serving;

/// <summary>The service over real HTTP, with an engine that can be held.</summary>
public sealed class PredictionServerTests : IAsyncLifetime
{
    private static readonly byte[] Red = ImageCodec.EncodePng(Pictures.Plain(8, 8, 255, 0, 0));

    private readonly FakeEngine _engine = new();
    private readonly HttpClient _client = new();
    private Predictor _predictor = null!;
    private PredictionServer _server = null!;

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _predictor = new Predictor(_engine);
        _server = await PredictionServer.StartAsync(_predictor, new ServingOptions { MaxBytes = 5000, MaxPictures = 2, MaxAtOnce = 2, MaxWaiting = 1, Patience = TimeSpan.FromSeconds(20) }, stop: TestEnds);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Release();
        _client.Dispose();
        await _server.DisposeAsync();
        _predictor.Dispose();
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task ABodyIsAPicture(string? kind)
    {
        using HttpResponseMessage response = await PostAsync(Red, kind);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestEnds);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("red", answer.GetProperty("prediction").GetString());
        Assert.Equal(_predictor.Predict(Red).Probabilities, answer.GetProperty("probabilities").EnumerateObject().Select(value => value.Value.GetSingle()));
    }

    [Fact]
    public async Task FilesOfAFormEachGetTheirAnswer()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Red), "a", "red.png" }, { new StringContent("no picture"), "b", "words.txt" } };
        using HttpResponseMessage response = await _client.PostAsync(new Uri(_server.Address, "predict"), form, TestEnds);

        JsonElement[] answers = [.. (await response.Content.ReadFromJsonAsync<JsonElement>(TestEnds)).GetProperty("predictions").EnumerateArray()];

        Assert.Equal(["red.png", "words.txt"], answers.Select(answer => answer.GetProperty("picture_file").GetString()));
        Assert.Equal(["red", null], answers.Select(answer => answer.GetProperty("prediction").GetString()));
        Assert.Contains("not a picture", answers[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words", "image/png", HttpStatusCode.UnprocessableEntity, "not a picture")]
    [InlineData("", "image/png", HttpStatusCode.BadRequest, "no body")]
    [InlineData("words", "text/plain", HttpStatusCode.UnsupportedMediaType, "text/plain")]
    [InlineData("{\"url\":\"http://example.org/a.jpg\"}", "application/json", HttpStatusCode.Forbidden, "fetches no addresses")]
    [InlineData("words", "multipart/form-data", HttpStatusCode.BadRequest, "form")]
    [InlineData("words", "multipart/form-data; boundary=x", HttpStatusCode.BadRequest, "form")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--", "multipart/form-data; boundary=x", HttpStatusCode.BadRequest, "no file")]
    [InlineData("a=b", "application/x-www-form-urlencoded", HttpStatusCode.UnprocessableEntity, "not a picture")]
    public async Task WhatIsNoPictureIsRefusedInASentence(string body, string kind, HttpStatusCode status, string sentence)
    {
        using HttpResponseMessage response = await PostAsync(Encoding.UTF8.GetBytes(body), kind);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(sentence, (await ProblemAsync(response)).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTooLargeOrTooManyIsRefused()
    {
        using HttpResponseMessage large = await PostAsync(new byte[6000], "image/png");
        using var many = new MultipartFormDataContent { { new ByteArrayContent(Red), "a", "1" }, { new ByteArrayContent(Red), "a", "2" }, { new ByteArrayContent(Red), "a", "3" } };
        using HttpResponseMessage response = await _client.PostAsync(new Uri(_server.Address, "predict"), many, TestEnds);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Red, "image/png")).StatusCode);
    }

    [Fact]
    public async Task AFullQueueSaysSoAtOnceAndGoesOnAfterwards()
    {
        _engine.Hold();
        Task<HttpResponseMessage>[] calls = [.. Enumerable.Range(0, 8).Select(_ => PostAsync(Red, "image/png"))];
        HttpResponseMessage[] refused = await Task.WhenAll(await FirstAsync(calls, 5));
        _engine.Release();
        HttpResponseMessage[] all = await Task.WhenAll(calls);

        Assert.All(refused, response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
        Assert.All(refused, response => Assert.NotNull(response.Headers.RetryAfter));
        Assert.Equal(3, all.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Red, "image/png")).StatusCode);
    }

    [Fact]
    public async Task HealthMeasuresAndTheDocumentAreThere()
    {
        using HttpResponseMessage answered = await PostAsync(Red, "image/png");
        JsonElement health = await _client.GetFromJsonAsync<JsonElement>(new Uri(_server.Address, "healthz"), TestEnds);
        string measures = await _client.GetStringAsync(new Uri(_server.Address, "metrics"), TestEnds);
        JsonElement document = await _client.GetFromJsonAsync<JsonElement>(new Uri(_server.Address, "openapi/v1.json"), TestEnds);

        Assert.Equal(["red", "green", "blue"], health.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("predictor_pictures{outcome=\"answered\"}", measures, StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/predict", out _));
        Assert.False(document.GetProperty("paths").TryGetProperty("/serve.js", out _));
    }

    [Fact]
    public async Task ThePageNeedsNothingFromElsewhereAndOtherPagesMayNotAsk()
    {
        using HttpResponseMessage page = await _client.GetAsync(_server.Address, TestEnds);
        string text = await page.Content.ReadAsStringAsync(TestEnds);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, "predict")) { Content = new ByteArrayContent(Red) };
        foreign.Headers.Add("Origin", "http://elsewhere.example");
        using HttpResponseMessage refused = await _client.SendAsync(foreign, TestEnds);

        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task AHeatmapSaysWhatItShowsAndForWhichClass()
    {
        var options = new ServingOptions
        {
            Explain = (bytes, ofClass, _) => ofClass == "blue"
                ? throw new EmblemException("no such class")
                : Task.FromResult(new ServedHeatmap(bytes, $"what speaks for {ofClass ?? "röt"}")),
        };
        await using PredictionServer server = await PredictionServer.StartAsync(_predictor, options, stop: TestEnds);

        using HttpResponseMessage usual = await _client.PostAsync(new Uri(server.Address, "explain"), new ByteArrayContent(Red), TestEnds);
        using HttpResponseMessage green = await _client.PostAsync(new Uri(server.Address, "explain?class=green"), new ByteArrayContent(Red), TestEnds);
        using HttpResponseMessage refused = await _client.PostAsync(new Uri(server.Address, "explain?class=blue"), new ByteArrayContent(Red), TestEnds);

        Assert.Equal(Red, await usual.Content.ReadAsByteArrayAsync(TestEnds));
        Assert.Equal(("image/png", "what speaks for röt"), (usual.Content.Headers.ContentType!.MediaType, Caption(usual)));
        Assert.Equal("what speaks for green", Caption(green));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no such class"), (refused.StatusCode, (await ProblemAsync(refused)).GetProperty("title").GetString()));

        static string Caption(HttpResponseMessage response) => Uri.UnescapeDataString(response.Headers.GetValues("Content-Description").Single());
    }

    [Fact]
    public async Task WithAKeyOnlyWhoShowsItIsAnswered()
    {
        await using PredictionServer server = await PredictionServer.StartAsync(_predictor, new ServingOptions { Key = "sesame" }, stop: TestEnds);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("predict", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("predict", "sesam"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("predict", "sesame"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(new Uri(server.Address, "metrics"), TestEnds)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(server.Address, "healthz"), TestEnds)).StatusCode);

        async Task<HttpStatusCode> AskAsync(string path, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, path)) { Content = new ByteArrayContent(Red) };
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using HttpResponseMessage response = await _client.SendAsync(request, TestEnds);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task BeyondThisMachineItNeedsAKeyAndATakenPortIsNamed()
    {
        await Assert.ThrowsAsync<EmblemException>(() => PredictionServer.StartAsync(_predictor, new ServingOptions { Address = IPAddress.Any }, stop: TestEnds));
        EmblemException taken = await Assert.ThrowsAsync<EmblemException>(() => PredictionServer.StartAsync(_predictor, new ServingOptions { Port = _server.Address.Port }, stop: TestEnds));
        Assert.Contains($"{_server.Address.Port}", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressesAreFetchedWhereThatIsAllowed()
    {
        var options = new ServingOptions { Fetch = (address, _) => address.Host == "good.example" ? Task.FromResult(Red) : throw new EmblemException("not found") };
        await using PredictionServer server = await PredictionServer.StartAsync(_predictor, options, stop: TestEnds);

        Assert.Equal(HttpStatusCode.OK, await AskAsync("https://good.example/a.png"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AskAsync("https://bad.example/a.png"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync("file:///etc/passwd"));

        async Task<HttpStatusCode> AskAsync(string url)
        {
            using HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri(server.Address, "predict"), new { url }, TestEnds);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task OpenRequestsAreAnsweredWhenItEnds()
    {
        _engine.Hold();
        Task<HttpResponseMessage> call = PostAsync(Red, "image/png");
        Assert.True(_engine.Begun.Wait(TimeSpan.FromSeconds(20), TestEnds));
        Task ending = _server.DisposeAsync().AsTask();
        _engine.Release();

        using HttpResponseMessage response = await call;
        await ending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<IReadOnlyList<Task<HttpResponseMessage>>> FirstAsync(Task<HttpResponseMessage>[] calls, int count)
    {
        while (calls.Count(call => call.IsCompleted) < count)
            await Task.WhenAny(calls.Where(call => !call.IsCompleted)).WaitAsync(TimeSpan.FromSeconds(15), TestEnds);
        return [.. calls.Where(call => call.IsCompleted)];
    }

    private Task<HttpResponseMessage> PostAsync(byte[] body, string? kind)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", kind);
        return _client.PostAsync(new Uri(_server.Address, "predict"), content, TestEnds);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestEnds)).RootElement;
    }
}
