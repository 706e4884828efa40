using System.Text;
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

    [Theory]
    [InlineData("a/level/000.png\nb/level/000.png\nnowhere.png\n", "a/level/000.png b/level/000.png nowhere.png")]
    [InlineData("a/level/000.png\0@at.png", "a/level/000.png ./@at.png")]
    public async Task NamesAndPicturesArePiped(string piped, string names)
    {
        EmblemRun run = (await PipeAsync(Encoding.UTF8.GetBytes(piped), "--jsonl", "out.jsonl")).Expect(0);

        Assert.Equal(names.Split(' '), File.ReadLines(_work["out.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("picture_file").GetString()));
        Assert.Equal(names.Contains("nowhere", StringComparison.Ordinal), run.Error.Contains("could not be read", StringComparison.Ordinal));
        Assert.Contains("\n- ", (await PipeAsync(File.ReadAllBytes(_work["at.png"]))).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressesAreRowsWhateverBecomesOfThem()
    {
        File.WriteAllText(_work["list.txt"], $"{new Uri(_work["at.png"])}\n{new Uri(_work["nowhere.png"])}\n");

        EmblemRun run = (await PredictAsync("--urls list.txt --allow-private --csv out.csv --parquet out.parquet --into kept")).Expect(0);

        string[][] rows = [.. File.ReadLines(_work["out.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(2, rows.Length);
        Assert.EndsWith("/at.png", rows[0][0], StringComparison.Ordinal);
        Assert.Equal("", rows[0][^1]);
        Assert.NotEqual("", rows[1][^1]);
        Assert.Single(Directory.GetFiles(_work["kept"], "*.png"));
        Assert.Contains("1 of 2 files could not be read", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("a --urls list.txt")]
    [InlineData("a --into kept")]
    public async Task WhatCannotBeMeantIsAUsageError(string given) => (await PredictAsync(given)).Expect(2);

    private Task<EmblemRun> PipeAsync(byte[] piped, params string[] more) => EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path, Input = piped }, ["predict", "model.safetensors", "-", .. more]);

    private Task<EmblemRun> PredictAsync(string given, params string[] more) => EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path }, ["predict", "model.safetensors", .. given.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. more]);
}
