using System.Diagnostics;
using System.Globalization;
using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>The command is killed (SIGKILL) while it downloads, and run again: the end is that of a run that nobody disturbed.</summary>
[Collection(Beside.TheRest)]
public sealed class DownloadKillTests(ITestOutputHelper output)
{
    private const int Pictures = 60;

    private static readonly string[] Others = ["/missing.jpg", "/page.jpg", "/moved.jpg", "/named.jpg"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task KilledAndResumed(int moment) => await CheckAsync([moment]);

    /// <summary>On demand: add <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public async Task KilledAtTwentyMomentsAndResumed() => await CheckAsync([.. Enumerable.Range(100, 20)]);

    private async Task CheckAsync(int[] moments)
    {
        await using PictureServer server = await PictureServer.StartAsync();
        server.Latency = TimeSpan.FromMilliseconds(15);
        using var work = new WorkFolder();
        string[] paths = [.. Enumerable.Range(0, Pictures).Select(i => $"/padded/{i}.png"), .. Others];
        await File.WriteAllLinesAsync(work["links.csv"], paths.Select(path => server.Address + path));
        (await EmblemProcess.RunAsync(Arguments(work, "undisturbed"))).Expect(0);
        foreach (int moment in moments)
        {
            string name = $"killed-{moment}";
            string folder = Path.Combine(work[name], "a");
            string when = await KillAsync(server, work, name, moment);
            string[] whole = [.. Whole(folder).Select(number => paths[number])];
            output.WriteLine($"moment {moment}: {when}; {whole.Length} whole, {Text(folder)}");
            int[] before = [.. whole.Select(server.Requests)];

            (await EmblemProcess.RunAsync(Arguments(work, name))).Expect(0);

            Assert.Equal(before, whole.Select(server.Requests));
            Assert.Equal(Rows(Path.Combine(work["undisturbed"], "a")), Rows(folder));
            Assert.Equal(Files(Path.Combine(work["undisturbed"], "a")), Files(folder));
        }
    }

    /// <summary>Kills after a random number of requests and a random while more, so that it meets asking, writing and naming alike.</summary>
    private static async Task<string> KillAsync(PictureServer server, WorkFolder work, string name, int moment)
    {
        RandomStream random = new RandomSource(4).Stream("kill", item: moment);
        (int requests, double milliseconds) = (1 + random.NextInt(Pictures), random.NextInt(2000) / 100.0);
        int before = server.AllRequests;
        await using EmblemProcess process = EmblemProcess.Start(null, Arguments(work, name));
        var limit = Stopwatch.StartNew();
        while (server.AllRequests - before < requests && limit.Elapsed < TimeSpan.FromSeconds(40))
            Thread.Yield();
        var wait = Stopwatch.StartNew();
        while (wait.Elapsed.TotalMilliseconds < milliseconds)
            Thread.SpinWait(20);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms after request {requests}");
    }

    private static string[] Arguments(WorkFolder work, string name) =>
        ["download", "--urls", $"a={work["links.csv"]}", "--into", work[name], "--per-host", "4", "--allow-private"];

    /// <summary>The indices of the pictures that have their names.</summary>
    private static IEnumerable<int> Whole(string folder) => !Directory.Exists(folder) ? []
        : Directory.GetFiles(folder, "0*").Where(file => !file.EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal))
            .Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture));

    private static string Text(string folder)
    {
        string journal = Path.Combine(folder, DownloadJournal.FileName);
        return !File.Exists(journal) ? "no journal"
            : $"{WorkFolder.Partial(folder).Length} partial, {File.ReadAllLines(journal).Length} rows in the journal";
    }

    private static IEnumerable<DownloadRecord> Rows(string folder) =>
        DownloadManifest.Read(folder).Records.Select(row => row with { Milliseconds = 0, Attempts = 0 });

    private static IEnumerable<string> Files(string folder) => Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileName(file) == DownloadManifest.FileName ? DownloadManifest.FileName : $"{Path.GetFileName(file)} {Hash(file)}");

    private static string Hash(string file) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
}
