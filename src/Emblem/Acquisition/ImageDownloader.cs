using System.Net;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// Fetches lists of pictures: many hosts at once, few requests to each, every address accounted for. What is already there is not fetched
/// again. Owns its connections: use one for several lists, and dispose it. Safe to use from several threads.
/// </summary>
public sealed class ImageDownloader : IDisposable
{
    private readonly DownloadOptions _options;
    private readonly HttpClient _http;
    private readonly DownloadLanes _lanes;
    private readonly PictureRequest _request;

    /// <summary>A downloader with its own connection pool: gzip, deflate and brotli, HTTP/2 where a host offers it over TLS.</summary>
    /// <exception cref="EmblemException">An option is out of its bounds.</exception>
    public ImageDownloader(DownloadOptions? options = null)
        : this(options, Handler((options ?? new DownloadOptions()).Checked()))
    {
    }

    /// <summary>
    /// A downloader over a handler of the caller's, which it disposes in the end; for tests and proxies. The handler must not follow
    /// redirects, or host limits and <see cref="DownloadRecord.FinalUrl"/> do not see them. Without <see cref="DownloadOptions.AllowPrivate"/> addresses
    /// and reserved names are refused here too, but where other names lead only a downloader's own handler sees.
    /// </summary>
    /// <exception cref="EmblemException">An option is out of its bounds.</exception>
    public ImageDownloader(DownloadOptions? options, HttpMessageHandler handler)
    {
        _options = (options ?? new DownloadOptions()).Checked();
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _lanes = new DownloadLanes(_options);
        _request = new PictureRequest(_http, _options, _lanes);
    }

    /// <summary>Fetches a list into a folder, without reports of progress.</summary>
    /// <inheritdoc cref="DownloadAsync(UrlList, string, int?, IProgress{StepProgress}, CancellationToken)"/>
    public Task<DownloadManifest> DownloadAsync(UrlList urls, string into, int? limit, CancellationToken stop) =>
        DownloadAsync(urls, into, limit, null, stop);

    /// <summary>
    /// Fetches a list into a folder, as <c>00000000.jpg</c>, <c>00000001.png</c>, …: the address's index and what the file truly is. Writes
    /// <see cref="DownloadManifest.FileName"/> beside the pictures, also when stopped; no half-written file is left.
    /// <para>
    /// A second run asks only for what is missing: addresses without a picture, and pictures that are gone or whose hash is not that of the
    /// manifest. A picture that was verified meanwhile, in place or into <see cref="DownloadOptions.VerifiedInto"/>, is not missing, whatever
    /// it is called now. Rows are matched by address, so a list may grow, shrink and change its order; pictures keep their names, and those
    /// of addresses that left the list keep their rows. A killed run loses at most what it had not whole.
    /// </para>
    /// </summary>
    /// <param name="urls">The addresses.</param>
    /// <param name="into">The folder; made when missing. Numbered pictures in it that no row tells of give way.</param>
    /// <param name="limit">Only so many from the beginning; all when null.</param>
    /// <param name="progress">Told after each address.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One record an address, in the order of the list.</returns>
    /// <exception cref="EmblemException">Another run is at this folder, its manifest is none, or a file cannot be written.</exception>
    public Task<DownloadManifest> DownloadAsync(
        UrlList urls, string into, int? limit = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        string stage = $"downloading {Path.GetFileName(Path.TrimEndingDirectorySeparator(into))}";
        return DownloadEachAsync(urls, into, limit, step => progress?.Report(step.ToProgress(stage)), stop);
    }

    /// <summary>The same, told what became of each address; on any thread, several at once.</summary>
    internal async Task<DownloadManifest> DownloadEachAsync(UrlList urls, string into, int? limit, Action<DownloadStep> told, CancellationToken stop)
    {
        UrlEntry[] entries = [.. urls.Entries.Take(limit ?? int.MaxValue)];
        using var folder = DownloadFolder.Open(into, _options.VerifiedInto);
        IReadOnlyList<(DownloadRecord? There, PictureOrder? Order)> plan = folder.Plan(entries, _options.Refresh);
        DownloadRecord?[] records = [.. plan.Select(item => item.There)];
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        int done = 0;
        try
        {
            await Task.WhenAll(plan.Select(async (item, i) =>
            {
                DownloadRecord? fetched = item.Order is null ? null : await OrEndAllAsync(FetchAsync(item.Order, item.There, folder, work.Token), work).ConfigureAwait(false);
                records[i] = fetched is { Outcome: DownloadOutcome.Downloaded } || item.There is null ? fetched : item.There;
                told(new DownloadStep(fetched ?? item.There!, item.Order is null, Interlocked.Increment(ref done), entries.Length));
            })).ConfigureAwait(false);
        }
        finally
        {
            folder.Write([.. entries.Select((entry, i) => records[i] ?? DownloadRows.Cancelled(entry))], urls.Problems);
        }

        stop.ThrowIfCancellationRequested();
        return new DownloadManifest([.. records.Select(record => record!)]) { AlreadyThere = plan.Count(item => item.Order is null), LeftOut = urls.Problems };
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _lanes.Dispose();
    }

    /// <summary>The handler that a downloader of its own makes.</summary>
    internal static SocketsHttpHandler Handler(DownloadOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = options.ConcurrencyPerHost,
        UseCookies = false,
        ConnectCallback = options.AllowPrivate ? null : CheckedConnection.OpenAsync,
        // Redirects to addresses outside ASCII come as UTF-8 from most servers.
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    };

    /// <inheritdoc/>
    public override string ToString() => $"ImageDownloader: {_options}";

    /// <summary>A fault that is no address's own, such as a full disk, ends the whole run.</summary>
    private static async Task<T> OrEndAllAsync<T>(Task<T> fetching, CancellationTokenSource work)
    {
        try
        {
            return await fetching.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await work.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<DownloadRecord> FetchAsync(PictureOrder order, DownloadRecord? there, DownloadFolder folder, CancellationToken stop)
    {
        var trace = new DownloadTrace();
        using var budget = new DownloadBudget(_options.TotalTimeout, stop);
        try
        {
            (FetchedPicture picture, string note) = await AskAsync(order, trace, budget).ConfigureAwait(false);
            if (there is not null && (picture == FetchedPicture.Unchanged || picture.Sha256 == there.Sha256))
            {
                folder.Confirm(order, picture.Validators);
                return there;
            }

            DownloadRecord record = DownloadRows.Fetched(order, picture, trace, budget.Spent) with { Reason = note };
            folder.Take(record, picture.Validators);
            return record;
        }
        catch (DownloadFault fault)
        {
            return Fail(fault);
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            string late = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"not done within {_options.TotalTimeout.TotalSeconds:0.#} s");
            return Fail(new DownloadFault(trace.Fault is { } last ? $"{last.Message}; {late}" : late, retry: false, fault));
        }

        DownloadRecord Fail(DownloadFault fault)
        {
            DownloadRecord record = DownloadRows.Failed(order.Entry, fault, trace, budget.Spent);
            if (there is null)
                folder.Take(record, Validators.None);
            return record;
        }
    }

    /// <summary>Asks for the address as it stands and, where that brings nothing, as a page's source would have meant it.</summary>
    /// <returns>The picture, and what the manifest says of it.</returns>
    private async Task<(FetchedPicture Picture, string Note)> AskAsync(PictureOrder order, DownloadTrace trace, DownloadBudget budget)
    {
        try
        {
            return (await AttemptsAsync(order, order.Entry.Url, trace, budget).ConfigureAwait(false), "");
        }
        catch (DownloadFault fault) when (MarkedUpAddress.Read(order.Entry.Url) is { } read)
        {
            try
            {
                return (await AttemptsAsync(order, read, trace, budget).ConfigureAwait(false), $"fetched {MarkedUpAddress.Words}");
            }
            catch (DownloadFault again)
            {
                throw new DownloadFault($"{fault.Message}; {MarkedUpAddress.Words}: {again.Message}", retry: false, again) { IsNoPicture = again.IsNoPicture };
            }
        }
    }

    private async Task<FetchedPicture> AttemptsAsync(PictureOrder order, Uri address, DownloadTrace trace, DownloadBudget budget) =>
        await _lanes.For(address).Attempts.ExecuteAsync(
            async _ => await AttemptAsync(order, address, trace, budget).ConfigureAwait(false), budget.Token).ConfigureAwait(false);

    /// <summary>An attempt that knows how much time is left: no wait is begun that could not be sat out.</summary>
    private async Task<FetchedPicture> AttemptAsync(PictureOrder order, Uri address, DownloadTrace trace, DownloadBudget budget)
    {
        try
        {
            return await _request.FetchAsync(order, address, trace, budget).ConfigureAwait(false);
        }
        catch (DownloadFault fault) when (fault.RetryAfter >= budget.Left)
        {
            throw new DownloadFault(
                $"{fault.Message}; asks to wait {fault.RetryAfter.Value.TotalSeconds:0} s, more than is left of {_options.TotalTimeout.TotalSeconds:0.#} s",
                retry: false,
                fault);
        }
        catch (DownloadFault fault)
        {
            trace.Fault = fault;
            throw;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or EmblemException))
        {
            // Whatever else an address or an answer can provoke costs that address its picture and nobody the run.
            throw new DownloadFault($"unexpected {fault.GetType().Name}: {fault.Message.Split('\n')[0]}", retry: false, fault);
        }
    }
}
