using Emblem.Acquisition;

namespace Emblem.Studio.Collect;

/// <summary>Why something is no picture, in words for people who know nothing of HTTP, and what may help.</summary>
internal static class PlainReason
{
    public static string Of(DownloadRecord row) => row switch
    {
        { Outcome: DownloadOutcome.NotAPicture } => Words.CollectWords.NoPicture,
        { Status: 404 or 410 } => Words.CollectWords.Gone,
        { Status: 401 or 403 or 429 or 451 } => Words.CollectWords.Forbidden,
        { Status: >= 500 } => Words.CollectWords.HostFault,
        _ => Words.CollectWords.NoAnswer,
    };

    public static string Of(VerificationRecord row) => row.Outcome == VerificationOutcome.NotAPicture ? Words.CollectWords.NotAPictureFile : Words.CollectWords.SetAsideFile;
}
