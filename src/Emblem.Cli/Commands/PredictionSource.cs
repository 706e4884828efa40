using Emblem.Acquisition;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>
/// The pictures that a verb predicts: files here, names from a pipe, or addresses, whose pictures are gone with it unless they are to be kept. Of several processes
/// the first alone looks for pictures, reads the pipe and downloads: it tells the others.
/// </summary>
internal sealed class PredictionSource : IDisposable
{
    private readonly string? _temporary;

    private PredictionSource(PictureStream pictures, string? temporary) => (Pictures, _temporary) = (pictures, temporary);

    public PictureStream Pictures { get; }

    public static async Task<PredictionSource> OpenAsync(PredictRequest request, CommandOutput output, CancellationToken stop)
    {
        if (!RankSession.Speaks)
            return new PredictionSource(PictureStream.OfNames([]), null);
        if (request.Urls is { } list)
            return await DownloadAsync(list, request, output, stop);
        return new PredictionSource(request.Pictures is [PredictRequest.Pipe] ? PictureStream.Read(Console.OpenStandardInput()) : PictureStream.Find(request.Pictures), null);
    }

    public void Dispose()
    {
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }

    private static async Task<PredictionSource> DownloadAsync(string list, PredictRequest request, CommandOutput output, CancellationToken stop)
    {
        if (request.Into is null && RankSession.Ranks is { } ranks && ranks.OnThisHost < ranks.Count)
            throw new EmblemException("Give --into DIR, a folder that all machines see: what the first downloads the others have to read.");
        UrlList urls = NamedUrlList.Open(list, Path.GetFileName(list), output);
        string? temporary = request.Into is null ? Directory.CreateTempSubdirectory("emblem-predict-").FullName : null;
        string into = request.Into ?? temporary!;
        try
        {
            using var downloader = new ImageDownloader(request.Downloading);
            DownloadManifest manifest = await output.ProgressAsync("downloading", progress => downloader.DownloadAsync(urls, into, null, progress, stop));
            return new PredictionSource(PictureStream.OfDownloads(manifest, into), temporary);
        }
        catch
        {
            if (temporary is not null)
                Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
