using Emblem.Acquisition;
using Emblem.Duplicates;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>
/// From lists to pictures that train: fetches, verifies, looks for duplicates. Stopped or killed at any time it goes on where it was when it is run again: what is
/// whole is not fetched, what was decoded is not decoded again. Owns its connections: dispose it.
/// </summary>
public sealed class PictureGathering : IDisposable
{
    private readonly GatheringRequest _request;
    private readonly Action<GatheringEvent> _tell;
    private readonly ImageDownloader _downloader;

    /// <summary>Gets ready; asks nobody yet.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="told">Hears of everything; nobody when null.</param>
    /// <exception cref="EmblemException">An option is out of its bounds, or two of the classes are one to a reader.</exception>
    public PictureGathering(GatheringRequest request, Action<GatheringEvent>? told = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ClassNames.RequireDistinct([.. request.Lists.Select(list => (list.Class, list.Source))], request.Downloaded);
        _request = request;
        _downloader = new ImageDownloader(request.Download);
        var gate = new Lock();
        _tell = happened =>
        {
            lock (gate)
                told?.Invoke(happened);
        };
    }

    /// <summary>
    /// Does all of it. A class without any picture, or one that is left alone since most of its files are no good, holds up none of the others: the result says so.
    /// </summary>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; what has arrived is kept.</param>
    /// <exception cref="EmblemException">Another run is at one of the folders, or a file cannot be written.</exception>
    public async Task<GatheringResult> RunAsync(CancellationToken stop = default)
    {
        var downloads = new List<ClassDownload>();
        foreach (ClassList list in _request.Lists)
            downloads.Add(await DownloadAsync(list, stop).ConfigureAwait(false));
        if (_request.Verify.SetsOthersAside && downloads.Count > 0 && SetEarlierAside(_request.Downloaded, downloads) is > 0 and int aside)
            _tell(new EarlierSetAside(aside));
        if (_request.Verified is null || !Directory.Exists(_request.Downloaded))
            return new GatheringResult(downloads, null);
        (VerificationReport verified, IReadOnlyList<string> leftAlone) = await VerifyAsync(stop).ConfigureAwait(false);
        return new GatheringResult(downloads, verified)
        {
            LeftAlone = leftAlone,
            Duplicates = _request.FindsDuplicates ? FindDuplicates(verified, stop) : null,
        };
    }

    /// <summary>Fetches one list into its class's folder.</summary>
    /// <param name="list">One of the request's.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">Another run is at the folder, or a file cannot be written.</exception>
    public async Task<ClassDownload> DownloadAsync(ClassList list, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        _tell(new ClassBegun(list.Class, Math.Min(list.Urls.Entries.Count, _request.Limit)));
        DownloadManifest manifest = await _downloader.DownloadEachAsync(
            list.Urls,
            Path.Combine(_request.Downloaded, list.Class),
            _request.Limit,
            step => _tell(new AddressDone(list.Class, step.Record, step.WasThere, step.Done, step.Total)),
            stop).ConfigureAwait(false);
        ClassDownload download = ClassDownload.Of(list.Class, manifest);
        _tell(new ClassDownloaded(download));
        return download;
    }

    /// <summary>Moves away what earlier lists brought into a folder of downloads, so that it does not teach; deletes nothing. <see cref="RunAsync"/> does so by itself where it is asked for.</summary>
    /// <param name="downloaded">The folder.</param>
    /// <param name="downloads">What came of the lists that count now.</param>
    /// <returns>How many pictures.</returns>
    public static int SetEarlierAside(string downloaded, IReadOnlyList<ClassDownload> downloads) => EarlierDownloads.SetAside(downloaded, downloads);

    private async Task<(VerificationReport Report, IReadOnlyList<string> LeftAlone)> VerifyAsync(CancellationToken stop)
    {
        VerificationReport report;
        IReadOnlyList<string> leftAlone = [];
        var progress = new Told(step => _tell(new VerificationAdvanced(step)));
        try
        {
            report = await ImageVerifier.VerifyAsync(_request.Downloaded, _request.Verified!, _request.Verify, progress, stop).ConfigureAwait(false);
        }
        catch (ClassLossException loss)
        {
            (report, leftAlone) = (loss.Report, loss.Classes);
        }

        _tell(new PicturesVerified(report) { LeftAlone = leftAlone });
        return (report, leftAlone);
    }

    /// <summary>Among the copies, which lie beside the report and are no larger than was asked for.</summary>
    private DuplicateReport FindDuplicates(VerificationReport verified, CancellationToken stop)
    {
        string[] good = [.. verified.Records.Where(record => record.IsGood && record.Written.Length > 0).Select(record => record.Written)];
        DuplicateReport found = DuplicateFinder.Find(
            _request.Verified!,
            good,
            new DuplicateOptions { Cache = true, Workers = _request.Verify.Workers },
            new Told(step => _tell(new DuplicateSearchAdvanced(step))),
            stop);
        found.Write(Path.Combine(_request.Verified!, DuplicateReport.FileName));
        _tell(new DuplicatesFound(found));
        return found;
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _downloader.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"PictureGathering: {_request}";

    /// <summary>The framework's own would report later, on another thread.</summary>
    private sealed class Told(Action<StepProgress> tell) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => tell(value);
    }
}
