using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>How pictures are fetched. The defaults are brisk without being rude to any one host.</summary>
public sealed record DownloadOptions
{
    /// <summary>Requests under way at once; 64 by default.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Of those, to one host; 6 by default, as browsers do. Holds also for hosts that redirects lead to.</summary>
    public int ConcurrencyPerHost { get; init; } = 6;

    /// <summary>How long a connection may take to open; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may arrive, first byte or next, once there is a connection; 10 s by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one address may take with all its attempts; 60 s by default. Waiting for its turn does not count.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest file that is taken, decompressed; 50 MB by default. A larger one is dropped as soon as that is known.</summary>
    public long MaxBytes { get; init; } = 50_000_000;

    /// <summary>Redirects that are followed for one address; 10 by default.</summary>
    public int MaxRedirects { get; init; } = 10;

    /// <summary>
    /// Attempts where another may help: after 408, 429, 5xx, a broken connection, silence or a short body; 3 by default. A Retry-After
    /// header is obeyed; one that asks for more time than is left fails the address at once.
    /// </summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt, doubled for each further one, with jitter; 0.5 s by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Attempts within a minute that a host leaves without any HTTP answer, nine tenths of all or more, until its other addresses are left
    /// out for a while; 8 by default, at least 2. A second run asks for those again.
    /// </summary>
    public int HostFaults { get; init; } = 8;

    /// <summary>How long that while is; 30 s by default, at least half a second. Then one request finds out whether the host is back.</summary>
    public TimeSpan HostBreak { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Asks also for pictures that are there, whether the server has another version (ETag, Last-Modified). Off by default. What cannot be
    /// had again stays.
    /// </summary>
    public bool Refresh { get; init; }

    /// <summary>
    /// The folder that verified copies of the pictures were written into, with its report: what is in the report is not fetched again, even
    /// when the download itself is gone. Null by default. A report in the download's own folder or the one above is found without this.
    /// </summary>
    public string? VerifiedInto { get; init; }

    /// <summary>
    /// Fetches also from this machine, private networks, link-local and all other addresses that are not of the public network, and reads <c>file:</c>
    /// addresses of a list. Off by default, so a list from strangers cannot make this machine ask its neighbours or its cloud, or show its files. What a
    /// name leads to counts, after each redirect too; no redirect leads to a file.
    /// </summary>
    public bool AllowPrivate { get; init; }

    /// <summary>
    /// Where whoever runs this can be reached, an address of mail or of a page; told to every host as part of the User-Agent. Null by default; hosts that
    /// ask for one, Wikimedia's among them, may refuse most requests then.
    /// </summary>
    public string? Contact { get; init; }

    /// <summary>
    /// The User-Agent header, whole, in place of the usual one: product, contact and platform, as <c>Emblem/0.1.0 (you@example.org) .NET/10.0</c>. Null by
    /// default.
    /// </summary>
    public string? UserAgent { get; init; }

    /// <summary>These options, when all are within their bounds.</summary>
    /// <exception cref="EmblemException">One is not.</exception>
    internal DownloadOptions Checked()
    {
        foreach ((string name, double value, double least) in ((string, double, double)[])
            [
                (nameof(Concurrency), Concurrency, 1), (nameof(ConcurrencyPerHost), ConcurrencyPerHost, 1), (nameof(MaxBytes), MaxBytes, 1),
                (nameof(MaxRedirects), MaxRedirects, 0), (nameof(Attempts), Attempts, 1), (nameof(HostFaults), HostFaults, 2),
                ($"{nameof(HostBreak)} in seconds", HostBreak.TotalSeconds, 0.5),
                ($"{nameof(ConnectTimeout)} in seconds", ConnectTimeout.TotalSeconds, 0.001),
                ($"{nameof(IdleTimeout)} in seconds", IdleTimeout.TotalSeconds, 0.001),
                ($"{nameof(TotalTimeout)} in seconds", TotalTimeout.TotalSeconds, 0.001),
            ])
        {
            if (!(value >= least))
                throw new EmblemException(FormattableString.Invariant($"{name} of the download options must be at least {least}; got {value}."));
        }

        DownloadAgent.Check(this);
        return this;
    }
}
