using System.Security.Cryptography;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;
using Emblem.Models;
using Emblem.Tests.Shared;

namespace Emblem.IntegrationTests.Models;

/// <summary>The way of a file of weights from a server into the cache, with everything that goes wrong on it.</summary>
public sealed class WeightsDownloadTests : IDisposable
{
    private static readonly byte[] Content = SomeBytes(2_500_000, 1);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private static readonly PublishedWeights Weights = new(
        "resnet18",
        "resnet18",
        "made for a test",
        [new PublishedFile($"resnet18-{Hash[..8]}.pth", new Uri($"https://official.invalid/models/resnet18-{Hash[..8]}.pth"), Hash[..8], 2.5)]);

    private readonly WorkFolder _work = new();
    private readonly TemporaryVariable _cache;

    public WeightsDownloadTests() => _cache = new TemporaryVariable("EMBLEM_CACHE", _work["cache"]);

    private string Target => Path.Combine(_work["weights"], Weights.File.Name);

    private string Partial => Target + ".partial";

    public void Dispose()
    {
        _cache.Dispose();
        _work.Dispose();
    }

    [Fact]
    public async Task ArrivesWholeUnderItsPublishedName()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);
        var seen = new Seen();

        BodyWeights found = await FetchAsync(server, progress: seen);
        await FetchAsync(server);

        Assert.Equal(Target, found.Path);
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.Equal([new WeightsRequest($"/models/{Weights.File.Name}", "", "")], server.Requests);
        Assert.Equal((2, 2), (seen.Last.Done, seen.Last.Total));
        Assert.False(File.Exists(Partial));
    }

    [Fact]
    public async Task AWrongHashIsSaidAndTheFileDeleted()
    {
        byte[] other = SomeBytes(100_000, 2);
        await using WeightsServer server = await WeightsServer.StartAsync(other);

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => FetchAsync(server));

        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(other)), fault.Message, StringComparison.Ordinal);
        Assert.Contains($"expected {Hash[..8]}", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
        Assert.False(File.Exists(Partial));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ACutConnectionIsTakenUpWhereItEnded()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, Cuts = 2 });

        await FetchAsync(server);

        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests.Skip(1), request => Assert.Equal("\"one\"", request.IfRange));
        Assert.True(0 < From(server.Requests[1]) && From(server.Requests[1]) < From(server.Requests[2]));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task WhatArrivedBeforeGivingUpIsUsedNextTime()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, Cuts = 1 });

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => FetchAsync(server, new() { Attempts = 1 }));
        long arrived = new FileInfo(Partial).Length;
        await FetchAsync(server);

        Assert.Contains("is kept", fault.Message, StringComparison.Ordinal);
        Assert.InRange(arrived, 1, Content.Length - 1);
        Assert.Equal(arrived, From(server.Requests[1]));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task AServerThatKnowsNoPartsBeginsAnew()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Cuts = 1, KnowsRanges = false });

        await FetchAsync(server);

        Assert.True(From(server.Requests[1]) > 0);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task AFileThatChangedMeanwhileIsNotJoined()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = SomeBytes(2_500_000, 3), Cuts = 1, Tag = "\"old\"" });
        await Assert.ThrowsAsync<EmblemException>(() => FetchAsync(server, new() { Attempts = 1 }));
        server.Options = new WeightsServerOptions { Content = Content, Tag = "\"new\"" };

        await FetchAsync(server);

        Assert.Equal("\"old\"", server.Requests[1].IfRange);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task APartThatJoinsWrongIsFetchedAnewOnce()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, Tag = null });
        Directory.CreateDirectory(_work["weights"]);
        File.WriteAllBytes(Partial, SomeBytes(1000, 4));

        await FetchAsync(server);

        Assert.Equal(["bytes=1000-", ""], server.Requests.Select(request => request.Range));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task APartThatIsTooLongIsFetchedAnew()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);
        Directory.CreateDirectory(_work["weights"]);
        File.WriteAllBytes(Partial, new byte[Content.Length + 1]);

        await FetchAsync(server);

        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task AMissingFileIsNotAskedForTwice()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, OnlyPath = "/elsewhere" });

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => FetchAsync(server));

        Assert.Contains("404", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial));
        Assert.Equal([$"/models/{Weights.File.Name}", $"/{Weights.File.Name}"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task AMirrorMayBeOneFlatFolder()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, OnlyPath = $"/kept/here/{Weights.File.Name}" });

        await FetchAsync(server, new() { Host = new Uri(server.Address, "kept/here/") });

        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task ABusyServerIsAskedAgain()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, Refusals = 2 });

        await FetchAsync(server);

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task ASilentServerIsGivenUp()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, IsSilent = true });

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(
            () => FetchAsync(server, new() { Patience = TimeSpan.FromSeconds(0.3), Attempts = 1 }));

        Assert.Contains("nothing arrived for 0.3 s", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task OfTwoAtOnceOneDownloadsAndTheOtherWaits()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Pause = TimeSpan.FromMilliseconds(20) });
        var seen = new Seen();

        await Task.WhenAll(FetchAsync(server, progress: seen), FetchAsync(server, progress: seen));

        Assert.Single(server.Requests);
        Assert.Contains(seen.Stages, stage => stage.StartsWith("waiting for another process", StringComparison.Ordinal));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task ALockThatADeadProcessLeftDoesNotBlock()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);
        Directory.CreateDirectory(_work["weights"]);
        File.WriteAllText(Target + ".lock", "");

        await FetchAsync(server).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task StoppingKeepsWhatHasArrived()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Pause = TimeSpan.FromMilliseconds(20) });
        using var stop = new CancellationTokenSource();
        var untilOne = new Seen { At = 1, Then = stop.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(server, progress: untilOne, stop: stop.Token));
        long arrived = new FileInfo(Partial).Length;
        server.Options = server.Options with { Pause = TimeSpan.Zero };
        await FetchAsync(server);

        Assert.InRange(arrived, 1, Content.Length - 1);
        Assert.Equal(arrived, From(server.Requests[1]));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task ADamagedFileInTheCacheIsReplaced()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);
        Directory.CreateDirectory(_work["weights"]);
        File.WriteAllBytes(Target, SomeBytes(2_500_000, 5));

        await FetchAsync(server);

        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task WithoutANetworkTheErrorSaysWhichFileToPutWhere()
    {
        var nowhere = new Uri("http://127.0.0.1:9/");

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(
            () => FetchAsync(null, new() { Host = nowhere, Attempts = 1 }));

        Assert.All(
            [
                $"http://127.0.0.1:9/models/{Weights.File.Name}", Weights.File.Address.AbsoluteUri, "2.5 MB", $"sha256 {Hash[..8]}…",
                $"put it as {Weights.File.Name} into {_work["weights"]}", "EMBLEM_WEIGHTS", "EMBLEM_WEIGHTS_HOST",
            ],
            part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFolderThatCannotBeMadeIsNotBlamedOnTheNetwork()
    {
        File.WriteAllText(_work["weights"], "a file where the folder should be");

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => FetchAsync(null));

        Assert.Contains($"could not be written as {Target}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--into DIR", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("network", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHashOfTheUsersOwnCountsInsteadOfTheCatalogues()
    {
        byte[] own = SomeBytes(50_000, 6);
        await using WeightsServer server = await WeightsServer.StartAsync(own);

        await FetchAsync(server, new() { Sha256 = Convert.ToHexString(SHA256.HashData(own)) });

        Assert.Equal(own, File.ReadAllBytes(Target));
        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(own))}  {Weights.File.Name}\n", File.ReadAllText(Target + ".sha256"));

        server.Options = new WeightsServerOptions { Content = Content };
        await FetchAsync(server);
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Target + ".sha256"));
    }

    private Task<BodyWeights> FetchAsync(
        WeightsServer? server, WeightsDownloadOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        options ??= new WeightsDownloadOptions();
        return RunAsync();

        async Task<BodyWeights> RunAsync()
        {
            using var download = new WeightsDownload(options with
            {
                Folder = _work["weights"],
                Host = options.Host ?? server?.Address,
                RetryDelay = TimeSpan.FromMilliseconds(10),
            });
            return await download.FetchAsync(Weights, progress, stop);
        }
    }

    private static long From(WeightsRequest request) => request.Range.Length == 0
        ? 0
        : long.Parse(request.Range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] SomeBytes(int count, int number)
    {
        RandomStream random = new RandomSource(11).Stream("weights", item: number);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)random.NextInt(256);
        return bytes;
    }

    private sealed class Seen : IProgress<StepProgress>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<StepProgress> _reports = new();

        /// <summary>At so many megabytes <see cref="Then"/> is called.</summary>
        public int At { get; init; } = int.MaxValue;

        public Action Then { get; init; } = () => { };

        public StepProgress Last => _reports.Last();

        public IEnumerable<string> Stages => _reports.Select(report => report.Stage);

        public void Report(StepProgress value)
        {
            _reports.Enqueue(value);
            if (value.Done >= At)
                Then();
        }
    }
}
