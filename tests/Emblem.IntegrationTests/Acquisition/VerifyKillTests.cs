using System.Diagnostics;
using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;
using Emblem.PlantedFaults;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>
/// kill -9 at seeded moments spread over decoding, planning and moving; the same command again ends like a run that nobody disturbed, decodes
/// nothing that was decoded, and no worker outlives its parent.
/// </summary>
[Collection(Beside.TheRest)]
public sealed class VerifyKillTests(ITestOutputHelper output)
{
    /// <summary>Each file takes a worker a moment, so that there is time to be killed in.</summary>
    private static readonly EmblemProcessOptions Slow = EmblemProcessOptions.Planted(PlantedDecoding.Variable, "wait=");

    [Theory]
    [InlineData("--into", 3)]
    [InlineData("--in-place", 3)]
    public Task AFewTimes(string mode, int kills) => KillAndResumeAsync(mode, kills, seed: 5);

    [Theory(Explicit = true)]
    [InlineData("--into", 20)]
    [InlineData("--in-place", 20)]
    public Task ManyTimes(string mode, int kills) => KillAndResumeAsync(mode, kills, seed: 6);

    private async Task KillAndResumeAsync(string mode, int kills, long seed)
    {
        using var work = new WorkFolder();
        PileOfPictures.Write(work["undisturbed"]);
        IReadOnlyList<string> undisturbed = await FinishAsync(mode, work, "undisturbed", decodes: PileOfPictures.Files);
        RandomStream random = new RandomSource(seed).Stream("kills");
        for (int kill = 0; kill < kills; kill++)
        {
            // Every third kill waits for verdicts, the others fall among the moves, which take a few milliseconds.
            bool decoding = kill % 3 == 0;
            int count = random.NextInt(PileOfPictures.Files);
            var later = TimeSpan.FromMicroseconds(decoding ? 0 : random.NextInt(8000));
            string name = $"kill-{kill}";
            PileOfPictures.Write(work[name]);
            int known = await KillAtAsync(mode, work, name, decoding ? Math.Max(1, count) : null, later);

            Assert.Equal(undisturbed, await FinishAsync(mode, work, name, decodes: PileOfPictures.Files - known));
        }
    }

    /// <summary>Starts a run, kills it, and returns how many verdicts it had written down.</summary>
    /// <param name="mode">The option.</param>
    /// <param name="work">Where all happens.</param>
    /// <param name="name">The run's folder.</param>
    /// <param name="verdicts">So many verdicts are waited for; null waits for the first move.</param>
    /// <param name="later">Time between that and the kill.</param>
    private async Task<int> KillAtAsync(string mode, WorkFolder work, string name, int? verdicts, TimeSpan later)
    {
        string target = mode == "--into" ? work[$"{name}-out"] : work[name];
        string journal = Path.Combine(target, ".verify", "journal.jsonl");
        await using EmblemProcess process = EmblemProcess.Start(Slow, Arguments(mode, work, name));
        await using var tree = new ProcessTree(process.Id);
        string moving = mode == "--into" ? Path.Combine(target, "level") : Path.Combine(target, ".verify", "plan.json");
        while (!process.HasExited && (verdicts is null ? !Path.Exists(moving) : Lines(journal) < verdicts))
        {
            if (verdicts is not null || Lines(journal) < PileOfPictures.Files)
                await Task.Delay(1);
        }

        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < later;)
            Thread.SpinWait(10);
        bool early = !process.HasExited;
        await process.KillAloneAsync();
        await tree.ExpectNoOrphanAsync();
        int known = Math.Min(PileOfPictures.Files, Lines(journal));
        output.WriteLine(
            $"{mode} {name}: killed {(early ? "at" : "after the end,")} {known} verdicts, {Placed(mode, target)} files in place, "
            + $"{(File.Exists(Path.Combine(target, ".verify", "plan.json")) ? "planned" : "not planned")}, {tree.Children.Count} workers");
        return known;
    }

    private static async Task<IReadOnlyList<string>> FinishAsync(string mode, WorkFolder work, string name, int decodes)
    {
        EmblemRun run = (await EmblemProcess.RunAsync([.. Arguments(mode, work, name), "--json"])).Expect(0);
        Assert.InRange(run.Json.GetProperty("decoded").GetInt32(), 0, decodes);
        return PileOfPictures.StateOf(mode == "--into" ? work[$"{name}-out"] : work[name]);
    }

    private static string[] Arguments(string mode, WorkFolder work, string name) =>
        ["verify", work[name], .. mode == "--into" ? (string[])["--into", work[$"{name}-out"]] : [mode], "--max-size", "32", "--workers", "2"];

    private static int Placed(string mode, string target) => mode == "--into"
        ? PileOfPictures.Results(target).Count()
        : PileOfPictures.Results(Path.Combine(target, ImageVerifier.OriginalsFolder)).Count()
            + PileOfPictures.Results(Path.Combine(target, ImageVerifier.SetAsideFolder)).Count();

    private static int Lines(string path)
    {
        if (!File.Exists(path))
            return 0;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }
}
