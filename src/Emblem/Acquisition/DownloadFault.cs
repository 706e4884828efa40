namespace Emblem.Acquisition;

/// <summary>An attempt that brought no picture.</summary>
/// <param name="reason">For the manifest.</param>
/// <param name="retry">Whether another attempt may help.</param>
/// <param name="cause">The fault below, or null.</param>
internal sealed class DownloadFault(string reason, bool retry, Exception? cause = null) : Exception(reason, cause)
{
    public bool Retry => retry;

    /// <summary>The server's wish for how long to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>An answer arrived and is no picture.</summary>
    public bool IsNoPicture { get; init; }

    /// <summary>The host gave no HTTP answer at all: that counts against the host, not only against the address.</summary>
    public bool IsSilence { get; init; }
}
