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

        EmblemRun trimmed = await EmblemProcess.RunAsync(Trimmed(cache), "predict", model, work["data"]);
        EmblemRun again = await EmblemProcess.RunAsync(Trimmed(cache), "predict", model, work["data"]);
        EmblemRun whole = await EmblemProcess.RunAsync("predict", model, work["data"]);

        Assert.Equal(whole.Expect(0).Output, trimmed.Expect(0).Output);
        Assert.Equal(whole.Output, again.Expect(0).Output);
        Assert.NotEmpty(Directory.GetFiles(work["cache/kernels"]));
    }

    [Fact]
    public async Task TrainingSaysWhatIsWrong()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 4);
        await File.WriteAllTextAsync(work["recipe.json"], """{"name":"own","finetune":{"frozen_epochs":1}}""", TestContext.Current.CancellationToken);

        EmblemRun run = await EmblemProcess.RunAsync(
            Trimmed(), "train", work["data"], "--out", work["run"], "--weights", "none", "--recipe", work["recipe.json"], "--size", "32");

        Assert.Contains("PublishTrimmed", run.Expect(1).Error, StringComparison.Ordinal);
    }

    private static EmblemProcessOptions Trimmed(params IReadOnlyList<(string Name, string Value)> more) =>
        EmblemProcessOptions.Planted(PlantedTrimming.Variable, "yes", more);
}
