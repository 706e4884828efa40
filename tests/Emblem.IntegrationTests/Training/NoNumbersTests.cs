using System.Text.Json;
using Emblem.IntegrationTests.Support;
using Emblem.ModelFiles;

namespace Emblem.IntegrationTests.Training;

/// <summary>A model that is no number is made by no command and used by none.</summary>
public sealed class NoNumbersTests
{
    [Fact]
    public async Task ATrainingThatRunsAwayFailsAndLeavesNoModelOfIt()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);

        EmblemRun run = await EmblemProcess.RunAsync(
            "train", work["data"], "--out", work["run"], "--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "4",
            "--epochs", "1", "--unfrozen-epochs", "1", "--no-find", "--unfrozen-lr", "1e30", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Train again with a lower rate", run.Error, StringComparison.Ordinal);
        Assert.Contains("has run away", JsonDocument.Parse(run.Output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(work["run"], "best.safetensors")));
        Assert.False(File.Exists(Path.Combine(work["run"], "run.json")));
    }

    [Fact]
    public async Task SuchAModelIsRefusedWhereverItIsOpened()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 2);
        string model = WithoutNumbers(SmallModel.Write(work["good.safetensors"]), work["broken.safetensors"]);

        EmblemRun predicted = await EmblemProcess.RunAsync("predict", model, work["data"], "--json");
        EmblemRun imported = await EmblemProcess.RunAsync("weights", "import", model, "--out", work["imported.safetensors"]);
        EmblemRun looked = await EmblemProcess.RunAsync("weights", "check", model, "--json");

        Assert.Equal((1, 1, 1), (predicted.ExitCode, imported.ExitCode, looked.ExitCode));
        Assert.Contains("'conv1.weight' holds NaN or infinity", JsonDocument.Parse(predicted.Output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("'conv1.weight' holds NaN or infinity", imported.Error, StringComparison.Ordinal);
        Assert.Contains("'conv1.weight'", JsonDocument.Parse(looked.Output).RootElement.GetProperty("not_finite").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(work["imported.safetensors"]));
    }

    private static string WithoutNumbers(string good, string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(good);
        SafetensorsWriter.Write(path, [.. file.Entries.Select(Read)], file.Metadata);
        return path;

        NamedTensor Read(TensorEntry entry)
        {
            byte[] bytes = new byte[entry.Length];
            file.Read(entry, bytes);
            if (entry.Name == "conv1.weight")
                Array.Fill(bytes, byte.MaxValue);
            return new NamedTensor(entry.Name, entry.Type, entry.Shape, bytes);
        }
    }
}
