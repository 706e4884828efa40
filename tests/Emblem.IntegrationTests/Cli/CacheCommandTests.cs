using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

public sealed class CacheCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public CacheCommandTests()
    {
        Write("thumbnails/a.bin", 1_500_000);
        Write("weights/net.pth", 40);
        Write("weights/checked.json", 2);
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task ShowsEveryRoom()
    {
        EmblemRun text = (await RunAsync()).Expect(0);
        JsonElement json = (await RunAsync("--json")).Expect(0).Json;

        Assert.Contains(_work["cache"], text.Output, StringComparison.Ordinal);
        Assert.Matches("thumbnails +1 +1.5 ", text.Output);
        Assert.Equal(_work["cache"], json.GetProperty("cache").GetString());
        Assert.Equal(
            ["thumbnails 1 1500000", "weights 2 42", "kernels 0 0"],
            json.GetProperty("rooms").EnumerateArray().Select(room => $"{room.GetProperty("name")} {room.GetProperty("files")} {room.GetProperty("bytes")}"));
    }

    [Fact]
    public async Task ClearsTheRoomThatIsNamed()
    {
        EmblemRun first = (await RunAsync("--clear", "weights")).Expect(0);
        EmblemRun again = (await RunAsync("--clear", "weights")).Expect(0);

        Assert.Contains("Deleted 2 files of weights from ", first.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to delete", again.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_work["cache/weights"]));
        Assert.True(File.Exists(_work["cache/thumbnails/a.bin"]));
    }

    [Fact]
    public async Task ClearsAllWithoutAName()
    {
        JsonElement json = (await RunAsync("--clear", "--json")).Expect(0).Json;

        Assert.Equal((3, 1_500_042), (json.GetProperty("files").GetInt32(), json.GetProperty("bytes").GetInt64()));
        Assert.Empty(Directory.GetFiles(_work["cache"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AnUnknownRoomIsBadUsage() =>
        Assert.Contains("thumbnails, weights or kernels, got 'attic'", (await RunAsync("--clear", "attic")).Expect(2).Error, StringComparison.Ordinal);

    private Task<EmblemRun> RunAsync(params string[] arguments) => EmblemProcess.RunAsync(
        new EmblemProcessOptions { Environment = new Dictionary<string, string?> { ["EMBLEM_CACHE"] = _work["cache"] } }, ["cache", .. arguments]);

    private void Write(string name, int bytes)
    {
        string path = _work[Path.Combine("cache", name)];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
    }
}
