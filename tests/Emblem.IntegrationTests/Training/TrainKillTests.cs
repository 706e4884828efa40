using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.IntegrationTests.Training;

/// <summary>
/// kill -9 at seeded moments: while pictures are read, between batches, while a checkpoint is written and while it is moved to its name. The
/// resumed run does again what came after the checkpoint alone, and ends with the bytes of a run that nobody disturbed.
/// </summary>
public sealed partial class TrainKillTests(ITestOutputHelper output)
{
    // Two stages of two epochs of four batches.
    private const int BatchesOfAnEpoch = 4;
    private const int Batches = 4 * BatchesOfAnEpoch;
    private const string Network = "tf_efficientnet_lite0";

    private static readonly EmblemProcessOptions Patient = new() { TimeLimit = TimeSpan.FromMinutes(5) };

    [Fact]
    public Task AFewTimes() => KillAndResumeAsync(3, seed: 2, "--no-find");

    [Fact(Explicit = true)]
    public Task ManyTimes() => KillAndResumeAsync(20, seed: 3);

    private async Task KillAndResumeAsync(int kills, long seed, params string[] more)
    {
        using var work = new WorkFolder();
        TestPictures.Write(work["data"], 8);
        TestPictures.Write(work["valid"], 2);
        string start = WriteStart(work);
        string[] arguments =
        [
            "train", work["data"], "--valid", work["valid"], "--arch", Network, "--weights", start, "--size", "32", "--batch-size", "4", "--epochs", "2",
            "--unfrozen-epochs", "2", "--workers", "2", .. more, "--out",
        ];
        (await EmblemProcess.RunAsync(Patient, [.. arguments, work["undisturbed"]])).Expect(0);
        IReadOnlyList<string> undisturbed = RunFiles.StateOf(work["undisturbed"]);
        RandomStream random = new RandomSource(seed).Stream("kills");
        int landed = 0;
        for (int attempt = 0; landed < kills; attempt++)
        {
            Assert.InRange(attempt, 0, kills * 2);
            string run = work[$"kill-{attempt}"];
            string minutes = random.NextChance(0.5) ? "0" : "0.01";

            // A run that ended by itself, before its moment came, was not killed: the same moment is tried again.
            if (await KillAtAsync((Moment)(landed % 4), [.. arguments, run, "--checkpoint-minutes", minutes], run, random) is not { } noted)
                continue;
            landed++;
            EmblemRun resumed = (await EmblemProcess.RunAsync(Patient, "train", "--resume", run)).Expect(0);

            AssertRepeated(resumed.Output, noted, minutes == "0");
            Assert.Equal(undisturbed, RunFiles.StateOf(run));
            Assert.Empty(WorkFolder.Partial(run));
            Assert.False(Directory.Exists(Path.Combine(run, "checkpoints")));
        }
    }

    /// <summary>Weights to start from, so that there are a frozen and an unfrozen stage.</summary>
    private static string WriteStart(WorkFolder work)
    {
        using TransferModel model = TransferModel.Create(Architectures.Find(Network), 2, HeadChoice.Linear, new RandomSource(1));
        SafetensorsWriter.Write(work["start.safetensors"], model.CopyState());
        return work["start.safetensors"];
    }

    /// <summary>Starts a run, kills it at such a moment, and returns how many batches it had done; null when it had ended before.</summary>
    private async Task<int?> KillAtAsync(Moment moment, string[] arguments, string run, RandomStream random)
    {
        string checkpoints = Path.Combine(run, "checkpoints");
        int batches = moment == Moment.Reading ? 0 : 1 + random.NextInt(Batches - 2);
        await using EmblemProcess process = EmblemProcess.Start(Patient, arguments);
        await UntilAsync(process, () => File.Exists(Path.Combine(run, "options.json")) && Noted(checkpoints) >= batches);
        int known = Names(checkpoints, ".safetensors").Length;
        if (moment == Moment.Writing)
            await UntilAsync(process, () => Names(checkpoints, ".partial").Length > 0);
        else if (moment == Moment.Moving)
            await UntilAsync(process, () => Names(checkpoints, ".partial").Length > 0 && Names(checkpoints, ".safetensors").Length != known);
        TimeSpan later = moment switch
        {
            Moment.Reading => TimeSpan.FromMilliseconds(random.NextInt(1500)),
            Moment.Training => TimeSpan.FromMilliseconds(random.NextInt(200)),
            _ => TimeSpan.FromMicroseconds(random.NextInt(20_000)),
        };
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < later;)
            Thread.SpinWait(10);
        bool early = !process.HasExited;
        await process.KillAloneAsync();
        int noted = Noted(checkpoints);
        output.WriteLine(
            $"{moment}: killed {(early ? "at" : "after the end,")} batch {noted} of {Batches}; {Names(checkpoints, ".safetensors").Length} checkpoints, "
            + $"{Names(checkpoints, ".partial").Length} half written");
        return early ? noted : null;
    }

    /// <summary>What the resumed run says it does again is what the killed one had done after its checkpoint, and no more.</summary>
    private void AssertRepeated(string printed, int noted, bool afterEachBatch)
    {
        if (noted == Batches && printed.Contains("has finished", StringComparison.Ordinal))
            return;
        string line = printed.Split('\n').First(line => Beginning().IsMatch(line));
        output.WriteLine($"  {line}");
        if (Resumed().Match(line) is not { Success: true } found)
        {
            // Only a kill before the first checkpoint was whole begins at the beginning.
            Assert.InRange(noted, 0, afterEachBatch ? 1 : BatchesOfAnEpoch);
            return;
        }

        int[] numbers = [.. found.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture))];
        int at = (((numbers[0] * 2) + numbers[1]) * BatchesOfAnEpoch) + numbers[2];
        Assert.Equal(noted - at, numbers[3]);
        Assert.InRange(numbers[3], 0, afterEachBatch ? 1 : BatchesOfAnEpoch);
    }

    private static async Task UntilAsync(EmblemProcess process, Func<bool> seen)
    {
        while (!process.HasExited && !seen())
            await Task.Delay(1);
    }

    private static string[] Names(string folder, string ending)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Where(name => name.EndsWith(ending, StringComparison.Ordinal))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static int Noted(string checkpoints)
    {
        string path = Path.Combine(checkpoints, "batches-done");
        return File.Exists(path) && File.ReadAllBytes(path) is { Length: 4 } bytes ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;
    }

    [GeneratedRegex(@"^(Resumed at|No checkpoint)")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^Resumed at fit (\d+), epoch (\d+), batch (\d+): (\d+) batches are done again\.")]
    private static partial Regex Resumed();

    private enum Moment
    {
        Reading,
        Training,
        Writing,
        Moving,
    }
}
