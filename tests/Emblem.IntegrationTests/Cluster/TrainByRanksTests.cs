using System.Diagnostics;
using System.Text.Json;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cluster;

/// <summary><c>mpirun emblem train</c>: one run of several processes, which outlives the death of any of them.</summary>
public sealed class TrainByRanksTests : IDisposable
{
    private static readonly TimeSpan Death = TimeSpan.FromSeconds(10);

    private readonly WorkFolder _work = new();

    public TrainByRanksTests() => TestPictures.Write(_work["data"], 15);

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task FoldsAreThoseOfOneProcessAndTheRunSaysWhoMadeIt()
    {
        await TrainAsync(1, "alone", "--folds", "2", "--threads", "1");
        await TrainAsync(2, "together", "--folds", "2", "--threads", "1");

        foreach (string file in (string[])["fold-predictions.csv", "pictures.csv", "options.json", Path.Combine("folds", "1", "history.csv"), Path.Combine("folds", "2", "history.csv")])
            Assert.Equal(WithoutTimes(Path.Combine(_work["alone"], file)), WithoutTimes(Path.Combine(_work["together"], file)));
        JsonElement ranks = JsonDocument.Parse(await File.ReadAllBytesAsync(_work["together/run.json"])).RootElement.GetProperty("ranks");
        Assert.Equal(2, ranks.GetProperty("count").GetInt32());
        Assert.Equal([Environment.MachineName, Environment.MachineName], ranks.GetProperty("hosts").EnumerateArray().Select(host => host.GetString()!));
        Assert.InRange(ranks.GetProperty("bytes_exchanged").GetInt64(), 40_000_000, long.MaxValue);
        Assert.InRange(ranks.GetProperty("waiting_share").GetDouble(), 0.0001, 1);
        Assert.False(JsonDocument.Parse(await File.ReadAllBytesAsync(_work["alone/run.json"])).RootElement.TryGetProperty("ranks", out _));
    }

    [Fact]
    public async Task AKilledRankEndsTheJobWhichGoesOnToTheSameWeights()
    {
        await TrainAsync(2, "undisturbed");
        await KillAsync("run", rank: 0, batches: 4);

        (await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = 2 }, "train", "--resume", "run")).Expect(0);

        Assert.Equal(await File.ReadAllBytesAsync(_work["undisturbed/last.safetensors"]), await File.ReadAllBytesAsync(_work["run/last.safetensors"]));
        Assert.Equal(await File.ReadAllBytesAsync(_work["undisturbed/best.safetensors"]), await File.ReadAllBytesAsync(_work["run/best.safetensors"]));
    }

    [Fact(Explicit = true)]
    public async Task AnyRankKilledAtTenMoments()
    {
        await TrainAsync(2, "undisturbed");
        for (int moment = 0; moment < 10; moment++)
        {
            string run = $"run{moment}";
            await KillAsync(run, rank: moment % 2, batches: moment % 6);
            (await EmblemProcess.RunAsync(new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = 2 }, "train", "--resume", run)).Expect(0);
            Assert.Equal(await File.ReadAllBytesAsync(_work["undisturbed/last.safetensors"]), await File.ReadAllBytesAsync(_work[$"{run}/last.safetensors"]));
            Assert.Empty(Directory.EnumerateFiles(_work[run], "*.partial", SearchOption.AllDirectories));
        }
    }

    private async Task TrainAsync(int ranks, string run, params string[] more) => (await EmblemProcess.RunAsync(
        new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = ranks }, ["train", "data", "--out", run, "--workers", "1", .. SmallRun.Options, .. more])).Expect(0);

    /// <summary>Begins a run of two ranks and kills one after some batches, at a moment within the next.</summary>
    private async Task KillAsync(string run, int rank, int batches)
    {
        await using var process = EmblemProcess.Start(
            new EmblemProcessOptions { WorkingDirectory = _work.Path, Ranks = 2 },
            ["train", "data", "--out", run, "--workers", "1", "--checkpoint-minutes", "0", .. SmallRun.Options]);
        string counted = Path.Combine(_work[run], "checkpoints", "batches-done");
        while (!process.HasExited && !(File.Exists(counted) && await File.ReadAllBytesAsync(counted) is { Length: sizeof(int) } done && BitConverter.ToInt32(done) >= batches))
            await Task.Delay(5);
        await Task.Delay(Random.Shared.Next(100));
        using var killed = Process.GetProcessById(RankProcess.Find(process.Id, rank) ?? throw new InvalidOperationException($"Rank {rank} had ended before it could be killed."));
        killed.Kill();

        long began = Stopwatch.GetTimestamp();
        EmblemRun ended = await process.WaitAsync();
        Assert.NotEqual(0, ended.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Death);
        Assert.Contains($"mpirun -n 2 emblem train --resume {run}", ended.Error, StringComparison.Ordinal);
    }

    private static string WithoutTimes(string file) => Path.GetFileName(file) == "history.csv"
        ? string.Join('\n', File.ReadLines(file).Select(line => line[..line.LastIndexOf(',')]))
        : File.ReadAllText(file);
}
