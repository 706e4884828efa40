using System.Diagnostics;
using System.Net;
using Emblem.Foundation;
using Polly;
using Polly.Retry;

namespace Emblem.Acquisition;

/// <summary>
/// Fetches lists of pictures: many hosts at once, few requests to each, every address accounted for. What is already there is not fetched
/// again. Owns its connections: use one for several lists, and dispose it. Safe to use from several threads.
/// </summary>
public sealed class ImageDownloader : IDisposable
{
    private readonly DownloadOptions _options;
    private readonly HttpClient _http;
    private readonly HostGates _gates;

    /// <summary>A downloader with its own connection pool: gzip and brotli, up to 10 redirects.</summary>
    public ImageDownloader(DownloadOptions? options = null)
        : this(options, Handler(options ?? new DownloadOptions()))
    {
    }

    /// <summary>A downloader over a handler of the caller's, which it disposes in the end; for tests.</summary>
    public ImageDownloader(DownloadOptions? options, HttpMessageHandler handler)
    {
        _options = options ?? new DownloadOptions();
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _gates = new HostGates(_options.Concurrency, _options.ConcurrencyPerHost);
    }

    /// <summary>Fetches a list into a folder, without reports of progress.</summary>
    /// <inheritdoc cref="DownloadAsync(UrlList, string, int?, IProgress{StepProgress}, CancellationToken)"/>
    public Task<DownloadManifest> DownloadAsync(UrlList urls, string into, int? limit, CancellationToken stop) =>
        DownloadAsync(urls, into, limit, null, stop);

    /// <summary>
    /// Fetches a list into a folder, as <c>00000000.jpg</c>, <c>00000001.png</c>, …: the address's index and what the file truly is. Writes
    /// <see cref="DownloadManifest.FileName"/> beside the pictures, also when stopped; no half-written file is left.
    /// </summary>
    /// <param name="urls">The addresses.</param>
    /// <param name="into">The folder; made when missing.</param>
    /// <param name="limit">Only so many from the beginning; all when null.</param>
    /// <param name="progress">Told after each address.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One record an address, in the order of the list.</returns>
    public async Task<DownloadManifest> DownloadAsync(
        UrlList urls, string into, int? limit = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        Directory.CreateDirectory(into);
        RemoveLeftovers(into);
        UrlEntry[] entries = [.. urls.Entries.Take(limit ?? int.MaxValue)];
        Dictionary<string, DownloadRecord> known = DownloadManifest.Read(into).Records
            .Where(record => IsStillThere(record, into)).GroupBy(record => record.Url).ToDictionary(same => same.Key, same => same.First());
        var records = new DownloadRecord[entries.Length];
        int done = 0;
        try
        {
            await Task.WhenAll(entries.Select(async (entry, i) =>
            {
                records[i] = known.TryGetValue(entry.Url.OriginalString, out DownloadRecord? there) && there.Index == entry.Index
                    ? there
                    : await FetchAsync(entry, into, stop).ConfigureAwait(false);
                string? note = records[i].Reason.Length > 0 ? $"{entry.Url}: {records[i].Reason}" : null;
                progress?.Report(new StepProgress($"downloading {Path.GetFileName(into)}", Interlocked.Increment(ref done), entries.Length, note));
            })).ConfigureAwait(false);
        }
        finally
        {
            new DownloadManifest([.. entries.Select((entry, i) => records[i] ?? Cancelled(entry, 0))]).Write(into);
        }

        stop.ThrowIfCancellationRequested();
        return new DownloadManifest(records);
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _gates.Dispose();
    }

    private static SocketsHttpHandler Handler(DownloadOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate,
        MaxAutomaticRedirections = 10,
        MaxConnectionsPerServer = options.ConcurrencyPerHost,
        UseCookies = false,
    };

    private async Task<DownloadRecord> FetchAsync(UrlEntry entry, string folder, CancellationToken stop)
    {
        long began = 0;
        int attempts = 0;
        try
        {
            return await _gates.RunAsync(entry.Url, async () =>
            {
                began = Stopwatch.GetTimestamp();
                using var total = CancellationTokenSource.CreateLinkedTokenSource(stop);
                total.CancelAfter(_options.TotalTimeout);
                var request = new PictureRequest(_http, _options);
                DownloadRecord record = await Retries(began).ExecuteAsync(
                    async token =>
                    {
                        attempts++;
                        return await request.FetchAsync(entry, folder, token).ConfigureAwait(false);
                    },
                    total.Token).ConfigureAwait(false);
                return record with { Attempts = attempts, Milliseconds = Elapsed(began) };
            }, stop).ConfigureAwait(false);
        }
        catch (DownloadFault fault)
        {
            return Failed(entry, fault, attempts, Elapsed(began));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Cancelled(entry, attempts);
        }
        catch (OperationCanceledException fault)
        {
            var late = new DownloadFault($"not done within {_options.TotalTimeout.TotalSeconds:0.#} s", retry: false, fault);
            return Failed(entry, late, attempts, Elapsed(began));
        }
    }

    /// <summary>Waits as long as the server asks, else twice as long each time with jitter; not at all when the time left is too short.</summary>
    private ResiliencePipeline Retries(long began) => _options.Attempts < 2 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<DownloadFault>(fault =>
                fault.Retry && Stopwatch.GetElapsedTime(began) + (fault.RetryAfter ?? TimeSpan.Zero) < _options.TotalTimeout),
            MaxRetryAttempts = _options.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = _options.RetryDelay,
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as DownloadFault)?.RetryAfter),
        })
        .Build();

    private static DownloadRecord Failed(UrlEntry entry, DownloadFault fault, int attempts, long milliseconds) => new()
    {
        Index = entry.Index,
        Url = entry.Url.OriginalString,
        FinalUrl = fault.FinalUrl?.AbsoluteUri ?? "",
        Status = (int?)fault.Status,
        Outcome = fault.IsNoPicture ? DownloadOutcome.NotAPicture : DownloadOutcome.Failed,
        ContentType = fault.ContentType,
        Milliseconds = milliseconds,
        Attempts = attempts,
        Reason = fault.Message,
    };

    private static DownloadRecord Cancelled(UrlEntry entry, int attempts) => new()
    {
        Index = entry.Index,
        Url = entry.Url.OriginalString,
        Outcome = DownloadOutcome.Cancelled,
        Attempts = attempts,
        Reason = "the run was stopped before",
    };

    private static bool IsStillThere(DownloadRecord record, string folder)
    {
        if (record.Outcome != DownloadOutcome.Downloaded)
            return false;
        var file = new FileInfo(Path.Combine(folder, Path.GetFileName(record.File)));
        return file.Exists && file.Length == record.Bytes;
    }

    /// <summary>What a killed run left half-written.</summary>
    private static void RemoveLeftovers(string folder)
    {
        foreach (string leftover in Directory.EnumerateFiles(folder, $"*{AtomicFile.TemporaryExtension}"))
            File.Delete(leftover);
    }

    private static long Elapsed(long began) => began == 0 ? 0 : (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
}
