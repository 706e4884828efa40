using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>Fetches pictures for the service, from the public network alone, as downloads do.</summary>
internal sealed class FetchedAddress(int maxBytes)
{
    public async Task<byte[]> ReadAsync(Uri address, CancellationToken stop)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("emblem-serve-");
        try
        {
            using var downloader = new ImageDownloader(new DownloadOptions { MaxBytes = maxBytes });
            DownloadManifest manifest = await downloader.DownloadAsync(UrlList.Parse(address.AbsoluteUri), folder.FullName, null, stop);
            return manifest.Records is [{ Outcome: DownloadOutcome.Downloaded } record]
                ? await File.ReadAllBytesAsync(Path.Combine(folder.FullName, record.File), stop)
                : throw new EmblemException($"The picture could not be fetched: {(manifest.Records is [{ } failed] ? failed.Reason : "no address that may be asked")}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
