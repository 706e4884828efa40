using System.Collections.Concurrent;

namespace Emblem.Acquisition;

/// <summary>One lane a host, made when the host is first met, and the gate that all of them share.</summary>
internal sealed class DownloadLanes(DownloadOptions options) : IDisposable
{
    private readonly SemaphoreSlim _total = new(options.Concurrency);
    private readonly ConcurrentDictionary<string, Lazy<DownloadLane>> _lanes = new(StringComparer.OrdinalIgnoreCase);

    public DownloadLane For(Uri address) =>
        _lanes.GetOrAdd(address.Authority, host => new Lazy<DownloadLane>(() => new DownloadLane(host, _total, options))).Value;

    public void Dispose()
    {
        foreach (Lazy<DownloadLane> lane in _lanes.Values)
            lane.Value.Dispose();
        _total.Dispose();
    }
}
