using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

[Collection(Beside.TheRest)]
public sealed class GatherCommandTests
{
    [Fact]
    public async Task ListsBecomePicturesThatTrainAndASecondRunFetchesNothing()
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["a.csv"], $"{server.Address}/good.jpg\n{server.Address}/page.jpg\n{server.Address}/named.jpg\n");
        await File.WriteAllTextAsync(work["b.csv"], $"{server.Address}/good.png\n");
        string[] arguments = ["gather", "--urls", $"a={work["a.csv"]}", "--urls", $"b={work["b.csv"]}", "--into", work["images"], "--max-size", "20", "--allow-private", "--json"];

        EmblemRun first = (await EmblemProcess.RunAsync(arguments)).Expect(0);
        string verified = WorkFolder.HashOf(Path.Combine(work["images"], "verified"));
        EmblemRun second = (await EmblemProcess.RunAsync(arguments)).Expect(0);

        Assert.Equal((3, 2), (first.Json.GetProperty("good").GetInt32(), first.Json.GetProperty("classes")[0].GetProperty("good").GetInt32()));
        Assert.Equal(1, first.Json.GetProperty("classes")[0].GetProperty("not_a_picture").GetInt32());
        string[] pictures = Pictures(Path.Combine(work["images"], "verified"));
        Assert.Equal(["a/00000000.jpg", "a/00000002.png", "b/00000000.png"], pictures);
        Assert.All(pictures, name => Assert.Equal(20, ImageCodec.Decode(Path.Combine(work["images"], "verified", name)).Width));
        Assert.Equal(["a/00000000.jpg", "a/00000002.png", "b/00000000.png"], Pictures(Path.Combine(work["images"], "downloaded")));
        Assert.Equal((1, 1, 1), (server.Requests("/good.jpg"), server.Requests("/named.jpg"), server.Requests("/good.png")));
        Assert.Equal(3, second.Json.GetProperty("good").GetInt32());
        Assert.Equal(verified, WorkFolder.HashOf(Path.Combine(work["images"], "verified")));
    }

    [Fact]
    public async Task AClassWithoutAPictureFailsAndIsNamed()
    {
        await using PictureServer server = await PictureServer.StartAsync();
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["a.csv"], $"{server.Address}/missing.jpg\n");

        EmblemRun run = (await EmblemProcess.RunAsync("gather", "--urls", $"lost={work["a.csv"]}", "--into", work["images"], "--allow-private")).Expect(1);

        Assert.Contains("Not one picture of lost", run.Error, StringComparison.Ordinal);
    }

    private static string[] Pictures(string folder) =>
    [
        .. PileOfPictures.Results(folder).Where(path => !path.EndsWith(".csv", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
