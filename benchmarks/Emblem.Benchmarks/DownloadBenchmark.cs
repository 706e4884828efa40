using System.Globalization;
using System.Net.Sockets;
using Emblem.Acquisition;

namespace Emblem.Benchmarks;

/// <summary>
/// Small pictures from a server that answers after 200 ms, as one across an ocean does. The baseline is what most scripts do: eight workers,
/// each with a client of its own, that take the next address, wait for it and save it.
/// </summary>
internal sealed class DownloadBenchmark() : Benchmark("download", "How much faster is our download than 8 blocking workers, at 200 ms latency?")
{
    private const int Workers = 8;
    private const int Hosts = 20;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    /// <param name="arguments">How many pictures (2000) and how many rounds (1).</param>
    /// <param name="output">The table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        int pictures = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 2000;
        int rounds = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        await using SlowPictureServer server = await SlowPictureServer.StartAsync(Latency);
        await output.WriteLineAsync($"{pictures} pictures of about {server.PictureBytes} bytes, medians of {rounds} by turns\n");
        await output.WriteLineAsync("| addresses | 8 blocking workers | ours | times as fast |");
        await output.WriteLineAsync("|---|---|---|---|");
        foreach (int hosts in (int[])[Hosts, 1])
        {
            var urls = UrlList.Parse(string.Join(
                '\n', Enumerable.Range(0, pictures).Select(i => $"http://h{i % hosts:D2}.localhost:{server.Port}/{i}.png")));
            (double slow, double fast, double ratio) = await Medians.CompareAsync(
                () => BlockingAsync(urls, server.Port), () => OursAsync(urls, server.Port), rounds);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| of {hosts} host{(hosts == 1 ? "" : "s")} | {slow:0.0} s | {fast:0.0} s | {ratio:0.00} |"));
        }
    }

    private static async Task OursAsync(UrlList urls, int port)
    {
        using var folder = new BenchmarkFolder();
        var options = new DownloadOptions { AllowPrivate = true };
        SocketsHttpHandler handler = ImageDownloader.Handler(options);
        handler.ConnectCallback = (_, stop) => ConnectAsync(port, stop);
        using var downloader = new ImageDownloader(options, handler);
        DownloadManifest manifest = await downloader.DownloadAsync(urls, folder.Path);
        Require(manifest.Count(DownloadOutcome.Downloaded), urls);
    }

    private static async Task BlockingAsync(UrlList urls, int port)
    {
        using var folder = new BenchmarkFolder();
        int next = -1;
        int saved = 0;
        Thread[] workers = [.. Enumerable.Range(0, Workers).Select(_ => new Thread(Work))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        Require(saved, urls);
        await Task.CompletedTask;

        void Work()
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, stop) => ConnectAsync(port, stop) });
            for (int i = Interlocked.Increment(ref next); i < urls.Entries.Count; i = Interlocked.Increment(ref next))
            {
                byte[] picture = client.GetByteArrayAsync(urls.Entries[i].Url).GetAwaiter().GetResult();
                File.WriteAllBytes(Path.Combine(folder.Path, $"{i:D8}.png"), picture);
                Interlocked.Increment(ref saved);
            }
        }
    }

    /// <summary>Every host name leads to the loopback address: names below localhost are not resolved everywhere.</summary>
    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static void Require(int saved, UrlList urls)
    {
        if (saved != urls.Entries.Count)
            throw new InvalidOperationException($"{saved} of {urls.Entries.Count} pictures arrived, so the time says nothing.");
    }
}
