using Emblem.IntegrationTests.Support;
using Emblem.PlantedFaults;

namespace Emblem.IntegrationTests.Cli;

/// <summary>A program without JSON by reflection, as a trimmed one is: it predicts, and says what it cannot do.</summary>
public sealed class TrimmedProgramTests
{
    [Fact]
    public async Task PredictsAsAWholeOne()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 1);
        string model = SmallModel.Write(work["model.safetensors"]);
        (string Name, string Value) cache = ("EMBLEM_CACHE", work["cache"]);

        (await EmblemProcess.RunAsync(Trimmed(cache), "predict", model, work["data"], "--csv", work["trimmed.csv"])).Expect(0);
        (await EmblemProcess.RunAsync(Trimmed(cache), "predict", model, work["data"], "--csv", work["again.csv"])).Expect(0);
        (await EmblemProcess.RunAsync("predict", model, work["data"], "--csv", work["whole.csv"])).Expect(0);

        string whole = await File.ReadAllTextAsync(work["whole.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(whole, await File.ReadAllTextAsync(work["trimmed.csv"], TestContext.Current.CancellationToken));
        Assert.Equal(whole, await File.ReadAllTextAsync(work["again.csv"], TestContext.Current.CancellationToken));
        Assert.NotEmpty(Directory.GetFiles(work["cache/kernels"]));
    }

    [Fact]
    public async Task SaysWhatItCannotDo()
    {
        using var work = new WorkFolder();
        await File.WriteAllTextAsync(work["list.csv"], "http://127.0.0.1:9/a.jpg\n", TestContext.Current.CancellationToken);

        EmblemRun run = await EmblemProcess.RunAsync(Trimmed(), "download", "--urls", $"a={work["list.csv"]}", "--into", work["pictures"]);

        Assert.Contains("without PublishTrimmed", run.Expect(1).Error, StringComparison.Ordinal);
    }

    private static EmblemProcessOptions Trimmed(params IReadOnlyList<(string Name, string Value)> more) =>
        EmblemProcessOptions.Planted(PlantedTrimming.Variable, "yes", more);
}
