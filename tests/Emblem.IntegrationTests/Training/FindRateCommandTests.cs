using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Training;

public sealed class FindRateCommandTests
{
    [Fact]
    public async Task FindsRatesDrawsThemAndRepeatsItself()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 10);
        string[] line = ["find-rate", work["data"], "--weights", "none", "--size", "32", "--batch-size", "8", "--find-steps", "20", "--json"];

        JsonElement first = (await EmblemProcess.RunAsync([.. line, "--out", work["rates.png"]])).Expect(0).Json;
        JsonElement second = (await EmblemProcess.RunAsync(line)).Expect(0).Json;

        double[] rates = [.. first.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];
        Assert.InRange(rates.Length, 10, 20);
        Assert.Equal(1e-7, rates[0], 1e-9);
        Assert.Equal(rates.Order(), rates);
        Assert.Equal(rates.Length, first.GetProperty("smoothed_losses").GetArrayLength());
        Assert.True(new FileInfo(work["rates.png"]).Length > 1000);
        Assert.Equal(first.GetProperty("smoothed_losses").GetRawText(), second.GetProperty("smoothed_losses").GetRawText());
    }

    [Fact]
    public async Task RefusesWhatItWouldIgnore()
    {
        using var work = new WorkFolder();

        EmblemRun run = (await EmblemProcess.RunAsync("find-rate", work["data"], "--folds", "3")).Expect(2);

        Assert.Contains("--folds", run.Error, StringComparison.Ordinal);
    }
}
