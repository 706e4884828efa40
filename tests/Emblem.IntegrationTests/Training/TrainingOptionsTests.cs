using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Training;

/// <summary>What training makes small, mixes, measures and watches, in whole runs.</summary>
public sealed class TrainingOptionsTests
{
    private static readonly string[] Small =
    [
        "--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "1", "--unfrozen-epochs", "0", "--no-find",
    ];

    [Fact]
    public async Task EverythingAtOnceTrainsTheSameEachTime()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        TestPictures.Write(work["valid"], 2);
        string[] all =
        [
            "train", work["data"], "--valid", work["valid"], .. Small, "--mixup", "--label-smoothing", "--class-weights", "balanced",
            "--metrics", "f1,roc-auc", "--clip", "1", "--accumulate", "2", "--ema", "0.9", "--early-stop", "--tensorboard",
        ];

        EmblemRun one = await EmblemProcess.RunAsync([.. all, "--out", work["one"]]);
        EmblemRun two = await EmblemProcess.RunAsync([.. all, "--out", work["two"]]);

        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(File.ReadAllBytes(Path.Combine(work["one"], "last.safetensors")), File.ReadAllBytes(Path.Combine(work["two"], "last.safetensors")));
        Assert.StartsWith("fit,epoch,train_loss,valid_loss,accuracy,f1,roc_auc,lowest_rate,highest_rate,time\n", await File.ReadAllTextAsync(Path.Combine(work["one"], "history.csv")), StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(work["one"], "tensorboard", "events.out.tfevents.emblem")).Length > 300);
        JsonElement kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(work["one"], "options.json"))).RootElement.GetProperty("training");
        Assert.Equal((0.4, 0.1, 3), (kept.GetProperty("mixup").GetDouble(), kept.GetProperty("label_smoothing").GetDouble(), kept.GetProperty("early_stop").GetInt32()));
    }

    [Fact]
    public async Task ALossThatIsNoNumberEndsTheRunAndSaysSo()
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 12);
        TestPictures.Write(work["valid"], 2);

        EmblemRun run = await EmblemProcess.RunAsync(["train", work["data"], "--valid", work["valid"], "--out", work["run"], .. Small, "--lr", "1e30"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("training has run away", run.Error, StringComparison.Ordinal);
    }
}
