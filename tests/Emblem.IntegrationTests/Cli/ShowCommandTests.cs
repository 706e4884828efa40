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
}
