using System.Globalization;
using System.Net;
using Emblem.Foundation;
using Polly;
using Polly.Retry;

namespace Emblem.Models;

/// <summary>
/// Fetches published weights: checks the sha256, resumes what was cut off, lets one process download and the others wait for it, and
/// puts a file under its name only when it is whole. Proxies are taken from the environment (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).
/// </summary>
public sealed class WeightsDownload : IDisposable
{
    /// <summary>The environment variable that names another host, for a mirror: <c>https://host</c>, with a path or without.</summary>
    public const string HostVariable = "EMBLEM_WEIGHTS_HOST";

    private const int MegabyteBytes = 1_000_000;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private readonly WeightsDownloadOptions _options;
    private readonly HttpClient _http;

    /// <summary>Creates a downloader with its own connection pool.</summary>
    public WeightsDownload(WeightsDownloadOptions? options = null)
    {
        _options = options ?? new WeightsDownloadOptions();
        _http = new HttpClient(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>An architecture's usual weights; see the other overload.</summary>
    /// <inheritdoc cref="FetchAsync(PublishedWeights, IProgress{StepProgress}, CancellationToken)"/>
    public Task<BodyWeights> FetchAsync(Architecture architecture, IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
        FetchAsync(
            PublishedWeights.For(architecture) ?? throw new EmblemException($"No weights of {architecture} are published with a hash to check them by."),
            progress,
            stop);

    /// <summary>The file, downloaded and checked unless it is in the folder already.</summary>
    /// <param name="weights">Which.</param>
    /// <param name="progress">Told of each megabyte, and once when another process is waited for.</param>
    /// <param name="stop">Ends the work; what has arrived is kept and the next call goes on from there.</param>
    /// <returns>The file in the folder.</returns>
    /// <exception cref="EmblemException">Not to be had, or not what it should be; the message says which file to put where by hand.</exception>
    public async Task<BodyWeights> FetchAsync(
        PublishedWeights weights, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        PublishedFile file = _options.Sha256 is { } own ? weights.File with { Sha256 = own, EqualCopies = [] } : weights.File;
        string path = Path.Combine(Path.GetFullPath(_options.Folder ?? PretrainedWeights.CacheFolder), file.Name);
        try
        {
            if (!File.Exists(path) || !file.Accepts(CheckedFiles.Sha256Of(path)))
                await FetchAloneAsync(file, path, progress, stop).ConfigureAwait(false);
            return new BodyWeights(path, weights.Architecture, $"imagenet, {file.Name}");
        }
        catch (TransferFault fault)
        {
            throw new EmblemException(Explain(weights, file, path, fault), fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException(
                $"The weights {weights} could not be written as {path}: {fault.Message.TrimEnd('.')}. They need {Size(file)}. Make room there, choose another "
                + $"folder with 'emblem weights fetch {weights} --into DIR', or name one for everything that is kept in {UserCache.Variable}.",
                fault);
        }
    }

    /// <summary>What a download calls itself in its progress, whose numbers are megabytes.</summary>
    internal static string StageOf(PublishedFile file) => $"fetching {file.Name} (MB)";

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"WeightsDownload: {_options}";

    private async Task FetchAloneAsync(PublishedFile file, string path, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using WeightsLock alone = await WeightsLock.TakeAsync(
            path, () => progress?.Report(new StepProgress($"waiting for another process that fetches {file.Name}", 0, null)), stop).ConfigureAwait(false);

        // The one that was waited for has put it there; or it is there and damaged, and then it is fetched anew.
        if (File.Exists(path) && file.Accepts(CheckedFiles.Sha256Of(path)))
            return;
        if (!await TryAsync(file, path, progress, stop).ConfigureAwait(false))
            await TryAsync(file, path, progress, stop).ConfigureAwait(false);
    }

    /// <summary>Fetches and checks once; false when a joined file came out wrong, which says nothing yet of the server's own.</summary>
    private async Task<bool> TryAsync(PublishedFile file, string path, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        using var partial = new PartialFile(path);
        bool joined = partial.Length > 0;
        Uri address = await FetchAsync(file, partial, progress, stop).ConfigureAwait(false);
        string sha256 = partial.Finish();
        if (file.Accepts(sha256))
        {
            HashNote.Delete(path);
            partial.Accept();
            if (_options.Sha256 is not null)
                HashNote.Write(path, sha256);
            return true;
        }

        partial.Reject();
        return joined ? false : throw new TransferFault(
            $"what came from {address} has the sha256 {sha256}, expected {file.Sha256}{(file.Sha256.Length < ContentHash.Digits ? "…" : "")}; it was deleted", retry: false);
    }

    /// <summary>From the official address, or from a mirror's; returns the one that had the file.</summary>
    private async Task<Uri> FetchAsync(PublishedFile file, PartialFile partial, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        Uri[] addresses = Addresses(file);
        foreach (Uri address in addresses)
        {
            try
            {
                var transfer = new WeightsTransfer(_http, _options.Patience, Megabytes(file, progress));
                await Retries(partial).ExecuteAsync(
                    async token => await transfer.RunAsync(address, partial, token).ConfigureAwait(false), stop).ConfigureAwait(false);
                return address;
            }
            catch (TransferFault fault) when (fault.Status == HttpStatusCode.NotFound && address != addresses[^1])
            {
                // A mirror need not keep the official paths.
            }
        }

        throw new InvalidOperationException("The last address either has the file or throws.");
    }

    private Uri[] Addresses(PublishedFile file)
    {
        if (_options.Host is null)
            return [file.Address];
        string host = _options.Host.AbsoluteUri.TrimEnd('/');
        return [new Uri(host + file.Address.AbsolutePath), new Uri($"{host}/{file.Name}")];
    }

    /// <summary>Attempts that bring nothing are limited; as long as bytes arrive, however often the connection breaks, it goes on.</summary>
    private ResiliencePipeline Retries(PartialFile partial)
    {
        int inVain = 0;
        long reached = partial.Length;
        return new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransferFault>(MayRetry),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.RetryDelay,
                MaxDelay = LongestDelay,
            })
            .Build();

        bool MayRetry(TransferFault fault)
        {
            inVain = partial.Length > reached ? 1 : inVain + 1;
            reached = partial.Length;
            return fault.Retry && inVain < _options.Attempts;
        }
    }

    private static Action<long, long?> Megabytes(PublishedFile file, IProgress<StepProgress>? progress)
    {
        int last = -1;
        return (done, whole) =>
        {
            int now = (int)(done / MegabyteBytes);
            if (now == last)
                return;
            last = now;
            progress?.Report(new StepProgress(StageOf(file), now, (int?)(whole / MegabyteBytes)));
        };
    }

    private string Explain(PublishedWeights weights, PublishedFile file, string path, TransferFault fault)
    {
        string kept = File.Exists(path + AtomicFile.TemporaryExtension) && new FileInfo(path + AtomicFile.TemporaryExtension).Length > 0
            ? " What has arrived is kept; the next attempt goes on from there."
            : "";
        return $"The weights {weights} could not be fetched from {Addresses(file)[0]}: {fault.Message.TrimEnd('.')}.{kept} "
            + $"Without a network, get {file.Address} by other means ({Size(file)}, sha256 {file.Sha256}{(file.Sha256.Length < ContentHash.Digits ? "…" : "")}) "
            + $"and put it as {file.Name} into {Path.GetDirectoryName(path)}, or into any folder that {PretrainedWeights.FolderVariable} names. "
            + $"A mirror is named in {HostVariable}.";
    }

    private static string Size(PublishedFile file) => $"{file.Megabytes.ToString("0.#", CultureInfo.InvariantCulture)} MB";
}
