using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cluster;

/// <summary><c>mpirun emblem verify</c>: copies, reports and duplicates of one process, byte for byte.</summary>
public sealed class VerifyByRanksTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("--into")]
    [InlineData("--in-place")]
    public async Task TwoRanks(string mode)
    {
        EmblemRun alone = await VerifyAsync(1, "alone", mode);
        EmblemRun together = await VerifyAsync(2, "together", mode);

        string[] expected = [.. PileOfPictures.StateOf(Output("alone", mode))];
        Assert.Contains(expected, line => line.StartsWith("duplicates.csv", StringComparison.Ordinal));
        Assert.Equal(expected, PileOfPictures.StateOf(Output("together", mode)));
        Assert.Equal(alone.Json.GetProperty("decoded").GetInt32(), together.Json.GetProperty("decoded").GetInt32());
        Assert.Equal(alone.Json.GetProperty("outcomes").ToString(), together.Json.GetProperty("outcomes").ToString());
    }

    private Task<EmblemRun> VerifyAsync(int ranks, string name, string mode)
    {
        PileOfPictures.Write(_work[name]);
        return RunAsync(ranks, ["verify", _work[name], .. mode == "--into" ? (string[])["--into", Output(name, mode)] : [mode], "--max-size", "32", "--workers", "1", "--json"]);
    }

    private async Task<EmblemRun> RunAsync(int ranks, string[] line) =>
        (await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = ranks }, line)).Expect(0);

    private string Output(string name, string mode) => _work[mode == "--into" ? $"{name}-out" : name];
}
