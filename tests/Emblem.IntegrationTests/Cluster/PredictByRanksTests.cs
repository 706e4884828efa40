using System.Text;
using Emblem.Export;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cluster;

/// <summary><c>mpirun emblem predict</c>: files and output of one process, byte for byte.</summary>
public sealed class PredictByRanksTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public PredictByRanksTests()
    {
        TestPictures.Write(_work["pictures"], 7);
        File.WriteAllText(Path.Combine(_work["pictures"], "level", "torn.png"), "torn");
        SmallModel.Write(_work["model.safetensors"]);
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task TwoRanksOfAFolder()
    {
        EmblemRun alone = await PredictAsync(1, "alone", "model.safetensors", ["pictures", "--json", "--tta", "flip"]);
        EmblemRun together = await PredictAsync(2, "together", "model.safetensors", ["pictures", "--json", "--tta", "flip"]);

        Assert.Equal(15, alone.Json.GetProperty("predictions").GetArrayLength());
        Assert.Equal(alone.Output, together.Output);
        RequireEqualFiles();
    }

    [Fact]
    public async Task FourRanksOfAnOnnxModelAndAPipe()
    {
        ModelExport.WriteOnnx(_work["model.safetensors"], _work["model.onnx"], new OnnxExportOptions { Runtime = OnnxEngine.Runtime });
        byte[] names = Encoding.UTF8.GetBytes(string.Join('\n', Directory.EnumerateFiles(_work["pictures"], "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)));

        await PredictAsync(1, "alone", "model.onnx", ["-"], names);
        await PredictAsync(4, "together", "model.onnx", ["-"], names);

        RequireEqualFiles();
    }

    [Fact]
    public async Task AFaultIsToldOnceAndEndsAll()
    {
        EmblemRun run = await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = 2 }, "predict", "model.safetensors", "nowhere");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("There is no file or folder 'nowhere'", StringComparison.Ordinal));
    }

    private async Task<EmblemRun> PredictAsync(int ranks, string name, string model, string[] pictures, byte[]? input = null) => (await EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = ranks, Input = input },
        ["predict", model, .. pictures, "--threads", "1", "--csv", $"{name}.csv", "--jsonl", $"{name}.jsonl", "--parquet", $"{name}.parquet"])).Expect(0);

    private void RequireEqualFiles() => Assert.All(
        (string[])["csv", "jsonl", "parquet"], kind => Assert.Equal(File.ReadAllBytes(_work[$"alone.{kind}"]), File.ReadAllBytes(_work[$"together.{kind}"])));
}
