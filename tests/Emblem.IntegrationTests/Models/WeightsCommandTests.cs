using System.Security.Cryptography;
using System.Text.Json;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Shared;

namespace Emblem.IntegrationTests.Models;

/// <summary><c>emblem weights</c> as real processes against a real server.</summary>
public sealed class WeightsCommandTests : IDisposable
{
    private const string Lite0 = "tf_efficientnet_lite0";

    private static readonly byte[] Content = SomeBytes(4_000_000);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly WorkFolder _work = new();

    private string Cached => Path.Combine(_work["cache"], "weights", PublishedWeights.Find("resnet18").File.Name);

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task FetchThenFetchAgainSaysThatItIsThere()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);

        EmblemRun first = (await RunAsync(server.Address, "weights", "fetch", "resnet18", "--sha256", Hash)).Expect(0);
        EmblemRun again = (await RunAsync(server.Address, "weights", "fetch", "resnet18", "--sha256", Hash, "--json")).Expect(0);

        Assert.Contains(Cached, first.Output, StringComparison.Ordinal);
        Assert.Equal("weights fetch", again.Json.GetProperty("command").GetString());
        Assert.Equal(Cached, again.Json.GetProperty("path").GetString());
        Assert.Equal(Content, File.ReadAllBytes(Cached));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task OfTwoProcessesOneDownloads()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Pause = TimeSpan.FromMilliseconds(60) });

        EmblemRun[] runs = await Task.WhenAll(
            RunAsync(server.Address, "weights", "fetch", "resnet18", "--sha256", Hash),
            RunAsync(server.Address, "weights", "fetch", "resnet18", "--sha256", Hash));

        Assert.All(runs, run => run.Expect(0));
        Assert.Single(server.Requests);
        Assert.Single(runs, run => run.Output.Contains("waiting for another process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AfterAKillTheNextOneGoesOn()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Pause = TimeSpan.FromMilliseconds(60) });
        await using (EmblemProcess killed = EmblemProcess.Start(Options(server.Address), "weights", "fetch", "resnet18", "--sha256", Hash))
            await ArrivedAsync();
        server.Options = server.Options with { Pause = TimeSpan.Zero };

        (await RunAsync(server.Address, "weights", "fetch", "resnet18", "--sha256", Hash)).Expect(0);

        Assert.Equal(2, server.Requests.Count);
        Assert.StartsWith("bytes=", server.Requests[1].Range, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllBytes(Cached));
    }

    [Fact]
    public async Task InterruptedItEndsWith130AndKeepsWhatArrived()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(
            new WeightsServerOptions { Content = Content, Pause = TimeSpan.FromMilliseconds(60) });
        await using EmblemProcess process = EmblemProcess.Start(Options(server.Address), "weights", "fetch", "resnet18", "--sha256", Hash);
        await ArrivedAsync();

        process.Interrupt();

        (await process.WaitAsync()).Expect(130);
        Assert.InRange(new FileInfo(Cached + ".partial").Length, 1, Content.Length - 1);
        Assert.False(File.Exists(Cached));
    }

    [Fact]
    public async Task WithoutANetworkItSaysWhichFileToPutWhere()
    {
        EmblemRun run = (await RunAsync(new Uri("http://127.0.0.1:9/"), "weights", "fetch", "resnet18")).Expect(1);

        Assert.Contains($"put it as {Path.GetFileName(Cached)} into {Path.GetDirectoryName(Cached)}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongHashFails()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(Content);

        EmblemRun run = (await RunAsync(server.Address, "weights", "fetch", "resnet18")).Expect(1);

        Assert.Contains(Hash, run.Error, StringComparison.Ordinal);
        Assert.Contains("expected f37072fd", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Cached));
    }

    [Fact]
    public async Task ListAndPathSayWhereAFileIsOrHowToGetIt()
    {
        EmblemRun absent = (await RunAsync(null, "weights", "path", "resnet18")).Expect(1);
        EmblemRun list = (await RunAsync(null, "weights", "list", "--json")).Expect(0);
        EmblemRun unknown = (await RunAsync(null, "weights", "path", "resnet19")).Expect(1);

        Assert.Empty(absent.Output);
        Assert.Contains("emblem weights fetch resnet18", absent.Error, StringComparison.Ordinal);
        JsonElement row = Assert.Single(list.Json.GetProperty("weights").EnumerateArray(), row => row.GetProperty("name").GetString() == "resnet34");
        Assert.Equal("absent", row.GetProperty("where").GetString());
        Assert.Contains("resnet50.tv2_in1k", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBoxIsThereAndNeedsNoNetwork()
    {
        EmblemRun list = (await RunAsync(null, "weights", "list", "--json")).Expect(0);
        EmblemRun path = (await RunAsync(null, "weights", "path", "box")).Expect(0);
        JsonElement check = (await RunAsync(null, "weights", "check", path.Output.TrimEnd(), "--json")).Expect(0).Json;
        EmblemRun fetch = (await RunAsync(null, "weights", "fetch", "resnet18_cntk")).Expect(1);

        JsonElement row = Assert.Single(list.Json.GetProperty("weights").EnumerateArray(), row => row.GetProperty("name").GetString() == "resnet18_cntk");
        Assert.Equal(("in the box", "MIT"), (row.GetProperty("where").GetString(), row.GetProperty("licence").GetString()));
        Assert.Equal(row.GetProperty("path").GetString(), path.Output.TrimEnd());
        Assert.Equal(("resnet18_cntk", "ONNX"), (check.GetProperty("fits").GetString(), check.GetProperty("format").GetString()));
        Assert.Contains("comes with the command", fetch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrainingStartsFromTheBoxByNameOrFile()
    {
        using var cache = new TemporaryVariable("EMBLEM_CACHE", _work["cache"]);

        TrainingPlan named = await SettleAsync(null, "box");
        TrainingPlan file = await SettleAsync("resnet18_cntk", BoxedWeights.Path!);
        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => SettleAsync("resnet34", "box"));

        Assert.Equal(BoxedWeights.Open(), named.Start);
        Assert.Equal(BoxedWeights.Architecture.Name, file.Architecture);
        Assert.Contains("the network asked for is resnet34", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFreeChoiceIsTheBoxAndAsksNoNetwork()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, IsSilent = true });
        using var cache = new TemporaryVariable("EMBLEM_CACHE", _work["cache"]);
        using var home = new TemporaryVariable("XDG_CACHE_HOME", _work["home"]);
        using var host = new TemporaryVariable("EMBLEM_WEIGHTS_HOST", server.Address.AbsoluteUri);
        var said = new List<string>();

        TrainingPlan free = await SettleAsync(null, null, happened => said.Add(happened.ToString()));
        TrainingPlan asked = await SettleAsync("auto", "imagenet");
        TrainingPlan again = await SettleAsync(free.Architecture, free.Weights);

        Assert.Equal((BoxedWeights.Open(), BoxedWeights.Open(), BoxedWeights.Open()), (free.Start, asked.Start, again.Start));
        Assert.Empty(server.Requests);
        Assert.StartsWith($"Weights: resnet18_cntk, pretrained (imagenet, {BoxedWeights.Package}", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANamedNetworkGivesItsSilentHostFiveSecondsAndSaysWhatIsPossibleWithoutIt()
    {
        await using WeightsServer server = await WeightsServer.StartAsync(new WeightsServerOptions { Content = Content, IsSilent = true });
        using var cache = new TemporaryVariable("EMBLEM_CACHE", _work["cache"]);
        using var home = new TemporaryVariable("XDG_CACHE_HOME", _work["home"]);
        using var host = new TemporaryVariable("EMBLEM_WEIGHTS_HOST", server.Address.AbsoluteUri);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => SettleAsync("resnet34", "auto"));

        Assert.Contains("need the internet once", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the weights 'box'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("EMBLEM_WEIGHTS", fault.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 4.5, 20);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AutoTakesWhateverIsInTheFolder()
    {
        string file = Path.Combine(Directory.CreateDirectory(_work["mirror"]).FullName, "mobilenetv3_large_100-imagenet.safetensors");
        using (FeatureExtractor body = Architectures.MobileNetV3Large.CreateBody())
            SafetensorsWriter.Write(file, StateDictionary.Copy(body));
        using var cache = new TemporaryVariable("EMBLEM_CACHE", _work["cache"]);
        using var home = new TemporaryVariable("XDG_CACHE_HOME", _work["home"]);
        using var folder = new TemporaryVariable("EMBLEM_WEIGHTS", _work["mirror"]);

        TrainingPlan plan = await SettleAsync("auto", "auto");

        Assert.Equal((Architectures.MobileNetV3Large.Name, file), (plan.Architecture, plan.Start?.Path));
    }

    [Fact]
    public async Task RealWeightsComeByPathByNameAndFromAServer()
    {
        string file = SharedFile.Require("weights/tf_efficientnet_lite0.safetensors");
        Assert.SkipWhen(PublishedWeights.TryFind(Lite0) is null, $"SKIPPED: this version has no network {Lite0}.");
        await using WeightsServer server = await WeightsServer.StartAsync(await File.ReadAllBytesAsync(file));

        JsonElement check = (await RunAsync(null, "weights", "check", file, "--json")).Expect(0).Json;
        EmblemRun mirror = (await EmblemProcess.RunAsync(
            Options(null, folder: Path.GetDirectoryName(file)), "weights", "path", Lite0)).Expect(0);
        (await RunAsync(server.Address, "weights", "fetch", Lite0)).Expect(0);
        EmblemRun cached = (await RunAsync(null, "weights", "path", Lite0)).Expect(0);

        Assert.Equal(Lite0, check.GetProperty("fits").GetString());
        Assert.Equal(Lite0, check.GetProperty("published").GetString());
        Assert.Equal(4_652_008, check.GetProperty("parameters").GetInt64());
        Assert.Equal($"{Path.GetFullPath(file)}\n", mirror.Output);
        Assert.StartsWith(_work["cache"], cached.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(cached.Output.TrimEnd()));
    }

    [Fact]
    public async Task CheckFindsFlippedBitsInAModel()
    {
        string model = SmallModel.Write(_work["model.safetensors"]);
        EmblemRun whole = (await RunAsync(null, "weights", "check", model)).Expect(0);
        byte[] bytes = await File.ReadAllBytesAsync(model);
        for (int at = bytes.Length / 2; at < (bytes.Length / 2) + 400_000; at++)
            bytes[at] ^= 0x40;
        await File.WriteAllBytesAsync(model, bytes);

        EmblemRun damaged = (await RunAsync(null, "weights", "check", model, "--json")).Expect(1);

        Assert.Contains("every tensor is as it was written", whole.Output, StringComparison.Ordinal);
        Assert.Contains("is damaged", damaged.Error, StringComparison.Ordinal);
        Assert.False(damaged.Json.GetProperty("is_as_written").GetBoolean());
    }

    private static Task<TrainingPlan> SettleAsync(string? architecture, string? weights, Action<RunEvent>? told = null) =>
        new TrainingRequest(".") { Architecture = architecture, Weights = weights }.SettleAsync(told, TestContext.Current.CancellationToken);

    /// <summary>Waits until something of the file is on the disk.</summary>
    private async Task ArrivedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var partial = new FileInfo(Cached + ".partial");
        while (!partial.Exists || partial.Length == 0)
        {
            await Task.Delay(20, limit.Token);
            partial.Refresh();
        }
    }

    private Task<EmblemRun> RunAsync(Uri? host, params IReadOnlyList<string> arguments) => EmblemProcess.RunAsync(Options(host), arguments);

    private EmblemProcessOptions Options(Uri? host, string? folder = null) => new()
    {
        Environment = new Dictionary<string, string?>
        {
            ["EMBLEM_CACHE"] = _work["cache"],
            ["XDG_CACHE_HOME"] = _work["home"],
            ["EMBLEM_WEIGHTS"] = folder,
            ["EMBLEM_WEIGHTS_HOST"] = host?.AbsoluteUri,
            ["TORCH_HOME"] = null,
            ["HF_HOME"] = null,
            ["HF_HUB_CACHE"] = null,
        },
    };

    private static byte[] SomeBytes(int count)
    {
        RandomStream random = new RandomSource(11).Stream("command");
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)random.NextInt(256);
        return bytes;
    }
}
