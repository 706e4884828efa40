using Emblem.Acquisition;
using Emblem.Studio.Words;

namespace Emblem.Studio.Collect;

/// <summary>Why something is no picture, in words for people who know nothing of HTTP, and what may help.</summary>
internal static class PlainReason
{
    public static string Of(DownloadRecord row) => row switch
    {
        { Outcome: DownloadOutcome.NotAPicture } => CollectWords.NoPicture,
        { Status: 404 or 410 } => CollectWords.Gone,
        { Status: 401 or 403 or 429 or 451 } => CollectWords.Forbidden,
        { Status: >= 500 } => CollectWords.HostFault,
        _ => CollectWords.NoAnswer,
    };

    public static string Of(VerificationRecord row) => row.Outcome == VerificationOutcome.NotAPicture ? CollectWords.NotAPictureFile : CollectWords.SetAsideFile;
}
