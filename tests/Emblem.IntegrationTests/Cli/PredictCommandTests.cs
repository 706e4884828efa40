using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

/// <summary><c>emblem predict</c> as a process: which row is whose.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public PredictCommandTests()
    {
        TestPictures.Write(_work["a"], 1);
        TestPictures.Write(_work["b"], 1);
        SmallModel.Write(_work["model.safetensors"]);
        File.Copy(_work["a/level/000.png"], _work["at.png"]);
        File.Copy(_work["a/level/000.png"], _work["@at.png"]);
        File.WriteAllText(_work["at.txt"], "a/upright/000.png\n");
        File.Copy(_work["b/level/000.png"], _work["@at.txt.png"]);
    }

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("a/level/000.png b/level/000.png", "a/level/000.png b/level/000.png")]
    [InlineData("a b/", "a/level/000.png a/upright/000.png b/level/000.png b/upright/000.png")]
    [InlineData("a", "level/000.png upright/000.png")]
    [InlineData("a/ ./a a/level/000.png", "a/level/000.png a/upright/000.png")]
    [InlineData("@at.png", "./@at.png")]
    public async Task TableCsvAndJsonCallAPictureTheSame(string given, string names)
    {
        EmblemRun table = (await PredictAsync(given, "--csv", "named.csv")).Expect(0);
        EmblemRun json = (await PredictAsync(given, "--csv", "notebook.csv", "--notebook-columns", "--json")).Expect(0);

        string[] expected = names.Split(' ');
        JsonElement[] rows = [.. json.Json.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(expected, rows.Select(row => row.GetProperty("picture_file").GetString()));
        Assert.All(rows, row => Assert.True(File.Exists(Path.Combine(_work.Path, row.GetProperty("path").GetString()!))));
        Assert.Equal(expected, File.ReadLines(_work["named.csv"]).Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(expected, File.ReadLines(_work["notebook.csv"]).Skip(1).Select(line => line.Split(',')[1]));
        Assert.All(expected, name => Assert.Contains($"\n{name} ", table.Output, StringComparison.Ordinal));
        Assert.Equal(given.Contains("./a", StringComparison.Ordinal), table.Error.Contains("3 of the files were given more than once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAtSignReadsNoFileOfArguments()
    {
        EmblemRun run = (await PredictAsync("@at.txt")).Expect(1);

        Assert.Contains("no file or folder '@at.txt'", run.Error, StringComparison.Ordinal);
        (await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path }, "health", "@at.txt")).Expect(1);
        (await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path }, "@at.txt")).Expect(2);
    }

    private Task<EmblemRun> PredictAsync(string given, params string[] more) => EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path }, ["predict", "model.safetensors", .. given.Split(' '), .. more]);
}
