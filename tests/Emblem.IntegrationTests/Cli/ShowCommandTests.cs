using System.Security.Cryptography;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

public sealed class ShowCommandTests
{
    [Fact]
    public async Task SaysThatItsSplitLooksForDuplicates()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);

        EmblemRun run = (await EmblemProcess.RunAsync("show", work["data"], "--out", work["batch.png"], "--json")).Expect(0);

        Assert.Contains("looking for duplicates", run.Error, StringComparison.Ordinal);
        Assert.Equal(16, run.Json.GetProperty("training").GetInt32() + run.Json.GetProperty("validation").GetInt32());
    }

    /// <summary>Every set of changes is drawn, each picture plain and changed; another set gives another picture.</summary>
    [Fact]
    public async Task DrawsVariantsOfEverySet()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        var drawn = new List<string>();
        foreach (string augment in (string[])["none", "standard", "web", "randaugment"])
        {
            string picture = work[$"{augment}.png"];
            (await EmblemProcess.RunAsync("show", work["data"], "--size", "48", "--augment", augment, "--variants", "2", "--out", picture)).Expect(0);
            drawn.Add(Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(picture))));
        }

        Assert.Equal(4, drawn.Distinct().Count());
    }

    [Fact]
    public async Task NamesTheSetsWhenOneIsUnknown()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);

        EmblemRun run = await EmblemProcess.RunAsync("show", work["data"], "--augment", "wild", "--out", work["batch.png"]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("wild", run.Error, StringComparison.Ordinal);
        Assert.Contains("randaugment", run.Error, StringComparison.Ordinal);
    }
}
