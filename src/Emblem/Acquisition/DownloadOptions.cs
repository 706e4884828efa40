namespace Emblem.Acquisition;

/// <summary>How pictures are fetched. The defaults are brisk without being rude to any one host.</summary>
public sealed record DownloadOptions
{
    /// <summary>Downloads under way at once; 64 by default.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Of those, from one host; 6 by default, as browsers do.</summary>
    public int ConcurrencyPerHost { get; init; } = 6;

    /// <summary>How long a connection may take to open; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may arrive, first byte or next; 10 s by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one address may take with all its attempts; 60 s by default.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest file that is taken; 50 MB by default. A larger one is dropped as soon as that is known.</summary>
    public long MaxBytes { get; init; } = 50_000_000;

    /// <summary>Attempts where another may help: after 408, 429, 5xx, a broken connection or a short body; 3 by default.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt, doubled for each further one, with jitter; 0.5 s by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Sent with each request. Many picture hosts answer only what looks like a browser.</summary>
    public string UserAgent { get; init; } = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Emblem/0.1";
}
