using System.Text.Json;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task ReportsATableAPictureAndOneJsonObject()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 4);
        File.Delete(Path.Combine(work["data"], "level", "003.png"));
        await File.WriteAllTextAsync(Path.Combine(work["data"], "level", "broken.jpg"), "no picture");
        string before = WorkFolder.HashOf(work["data"]);

        EmblemRun run = (await EmblemProcess.RunAsync("health", work["data"], "--out", work["health.png"], "--json")).Expect(0);

        Assert.Equal(before, WorkFolder.HashOf(work["data"]));
        Assert.Equal(1848, ImageCodec.Decode(work["health.png"]).Width);
        Assert.Contains("cannot be read: not a picture", run.Error, StringComparison.Ordinal);
        Assert.Contains("What to do", run.Error, StringComparison.Ordinal);
        JsonElement json = run.Json;
        Assert.Equal(7, json.GetProperty("count").GetInt32());
        Assert.Equal(4 / 3.0, json.GetProperty("imbalance").GetDouble());
        Assert.Equal(7, json.GetProperty("stored_as").GetProperty("png colour").GetInt32());
        Assert.Equal("level/broken.jpg", json.GetProperty("broken")[0].GetProperty("name").GetString());
        Assert.Equal(64, json.GetProperty("thresholds").GetProperty("smallest_side").GetInt32());
        JsonElement finding = json.GetProperty("findings")[0];
        Assert.Equal(("tiny", TestPictures.Side), (finding.GetProperty("issue").GetString(), finding.GetProperty("measure").GetInt32()));
        Assert.Equal(
            ["name", "class", "bytes", "format", "mode", "frames", "width", "height", "aspect", "highlights", "shadows", "luma", "sharpness", "information"],
            json.GetProperty("pictures")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, json.GetProperty("classes").GetArrayLength());
        Assert.NotEqual(0, json.GetProperty("advice").GetArrayLength());
    }

    [Fact]
    public async Task ThresholdsCanBeGivenAndAreChecked()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 2);

        EmblemRun lenient = (await EmblemProcess.RunAsync("health", work["data"], "--out", work["a.png"], "--smallest", "40", "--json")).Expect(0);
        EmblemRun bad = (await EmblemProcess.RunAsync("health", work["data"], "--max-aspect", "0.5")).Expect(2);
        EmblemRun missing = (await EmblemProcess.RunAsync("health", work["nothing"])).Expect(1);

        Assert.Equal(0, lenient.Json.GetProperty("findings").GetArrayLength());
        Assert.Contains("--max-aspect takes a number from 1", bad.Error, StringComparison.Ordinal);
        Assert.Contains("no folder", missing.Error, StringComparison.Ordinal);
    }
}
