using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>How weights are fetched.</summary>
public sealed record WeightsDownloadOptions
{
    /// <summary>So long without a byte counts as a lost connection; default 30 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in a row that may bring nothing; one that brings bytes starts the count anew. At least 1, default 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Before the second attempt; doubled each time, with jitter, up to 10 s. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Where files are put; the user's cache when null.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Another server than the official ones, for a mirror; default what <see cref="WeightsDownload.HostVariable"/> says. It is asked for the
    /// official path first, then for the file's name alone.
    /// </summary>
    public Uri? Host { get; init; } = HostOfEnvironment();

    /// <summary>The sha256 to expect instead of the catalogue's, in 64 digits: for a mirror with files of its own. Null for the catalogue's.</summary>
    public string? Sha256 { get; init; }

    private static Uri? HostOfEnvironment()
    {
        if (Environment.GetEnvironmentVariable(WeightsDownload.HostVariable) is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? host) && (host.Scheme is "http" or "https")
            ? host
            : throw new EmblemException($"{WeightsDownload.HostVariable} is '{text}'; expected an address such as https://mirror.example/weights.");
    }
}
