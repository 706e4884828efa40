using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>Adds what was downloaded to the pictures that can be predicted.</summary>
public static class DownloadedPictures
{
    extension(PictureStream)
    {
        /// <summary>
        /// A picture an address, in the order of the list and called by the address. One that could not be had gets a prediction with the reason, and so do, in the end, lines of the list that
        /// were not asked for.
        /// </summary>
        /// <param name="manifest">What became of each address.</param>
        /// <param name="folder">Where the pictures lie.</param>
        public static PictureStream OfDownloads(DownloadManifest manifest, string folder)
        {
            ArgumentNullException.ThrowIfNull(manifest);
            IEnumerable<PictureInput> left = manifest.LeftOut.Select(line => PictureInput.Missing(DownloadManifest.Shown(line.Text), line.Reason));
            return new PictureStream(manifest.Records.Select(record => Picture(record, folder)).Concat(left).Select(picture => new GivenPicture(picture, "")))
            {
                Count = manifest.Records.Count + manifest.LeftOut.Count,
            };
        }
    }

    private static PictureInput Picture(DownloadRecord record, string folder) => record.Outcome == DownloadOutcome.Downloaded
        ? PictureInput.OfFile(NamedFile.PathOf(folder, record.File), record.Url)
        : PictureInput.Missing(record.Url, record.Reason);
}
