using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>Makes the manifest's rows of what became of an address.</summary>
internal static class DownloadRows
{
    public static DownloadRecord Fetched(PictureOrder order, FetchedPicture picture, DownloadTrace trace, TimeSpan spent) =>
        Begin(order.Entry, DownloadOutcome.Downloaded, trace, spent) with
        {
            File = $"{order.Name}{ImageSniffer.ExtensionOf(picture.Header.Format)}",
            Bytes = picture.Bytes,
            Sha256 = picture.Sha256,
            Width = picture.Header.Width,
            Height = picture.Header.Height,
        };

    public static DownloadRecord Failed(UrlEntry entry, DownloadFault fault, DownloadTrace trace, TimeSpan spent) =>
        Begin(entry, fault.IsNoPicture ? DownloadOutcome.NotAPicture : DownloadOutcome.Failed, trace, spent) with { Reason = fault.Message };

    public static DownloadRecord Cancelled(UrlEntry entry) => new()
    {
        Index = entry.Index,
        Url = entry.Url.OriginalString,
        Outcome = DownloadOutcome.Cancelled,
        Reason = "the run was stopped before",
    };

    private static DownloadRecord Begin(UrlEntry entry, DownloadOutcome outcome, DownloadTrace trace, TimeSpan spent) => new()
    {
        Index = entry.Index,
        Url = entry.Url.OriginalString,
        FinalUrl = trace.FinalUrl?.AbsoluteUri ?? "",
        Status = (int?)trace.Status,
        Outcome = outcome,
        ContentType = trace.ContentType,
        Milliseconds = (long)spent.TotalMilliseconds,
        Attempts = trace.Attempts,
    };
}
