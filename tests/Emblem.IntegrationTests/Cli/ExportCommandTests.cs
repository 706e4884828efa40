using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

/// <summary><c>emblem export</c> as a process, and <c>emblem predict</c> with what it wrote.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public ExportCommandTests()
    {
        TestPictures.Write(_work["pictures"], 2);
        SmallModel.Write(_work["model.safetensors"]);
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task AnOnnxModelAnswersTheSameWithoutTorch()
    {
        EmblemRun export = (await RunAsync("export", "model.safetensors", "--onnx", "model.onnx", "--safetensors", "again", "--json")).Expect(0);
        JsonElement[] torch = await AnswersAsync("model.safetensors");

        // The loader names on standard error every library that it opens.
        EmblemRun run = await RunAsync([("LD_DEBUG", "files")], "predict", "model.onnx", "pictures", "--json", "-v");

        Assert.InRange(export.Json.GetProperty("largest_difference").GetDouble(), 0, 1e-4);
        Assert.Equal(File.ReadAllBytes(_work["model.safetensors"]), File.ReadAllBytes(_work["again.safetensors"]));
        Assert.All(torch.Zip(Rows(run.Expect(0))), pair =>
        {
            Assert.Equal(pair.First.GetProperty("picture_file").GetString(), pair.Second.GetProperty("picture_file").GetString());
            Assert.Equal(Level(pair.First), Level(pair.Second), 1e-4);
        });
        Assert.Contains("Computed by: ONNX Runtime", run.Error, StringComparison.Ordinal);
        Assert.Contains("Computed by: libtorch", (await RunAsync("predict", "model.safetensors", "pictures", "-v")).Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Contains("libonnxruntime.so", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("torch", string.Join('\n', run.Error.Split('\n').Where(line => line.Contains(".so", StringComparison.Ordinal))), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("export model.safetensors", 2, "Say what to write")]
    [InlineData("export model.safetensors --safetensors x --keep-norms", 2, "without --onnx FILE none is written")]
    [InlineData("export model.safetensors --onnx x --precision bf16", 2, "ONNX Runtime gains nothing")]
    [InlineData("export model.safetensors --onnx x --precision int8", 1, "--calibrate DIR")]
    [InlineData("export model.safetensors --onnx model.safetensors", 1, "Name another file")]
    [InlineData("export missing --onnx x.onnx", 1, "There is no model 'missing'")]
    [InlineData("predict pictures.onnx pictures", 1, "no model")]
    public async Task WhatCannotBeIsSaid(string line, int exitCode, string message) =>
        Assert.Contains(message, (await RunAsync(line.Split(' '))).Expect(exitCode).Error, StringComparison.Ordinal);

    private async Task<JsonElement[]> AnswersAsync(string model) => Rows((await RunAsync("predict", model, "pictures", "--json")).Expect(0));

    private static JsonElement[] Rows(EmblemRun run) => [.. run.Json.GetProperty("predictions").EnumerateArray()];

    private static double Level(JsonElement row) => row.GetProperty("probabilities").GetProperty("level").GetDouble();

    private Task<EmblemRun> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private Task<EmblemRun> RunAsync((string Name, string Value)[] variables, params string[] arguments) => EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path, Environment = variables.ToDictionary(pair => pair.Name, pair => (string?)pair.Value) }, arguments);
}
