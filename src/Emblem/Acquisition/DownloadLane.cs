using System.Collections.Concurrent;

namespace Emblem.Acquisition;

/// <summary>Lets so many downloads through at once, and so many to one host.</summary>
internal sealed class HostGates(int total, int perHost) : IDisposable
{
    private readonly SemaphoreSlim _total = new(total);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs the work when both gates are open. The host's comes first, so those who wait for it take no place from others.</summary>
    public async Task<T> RunAsync<T>(Uri address, Func<Task<T>> work, CancellationToken stop)
    {
        SemaphoreSlim host = _hosts.GetOrAdd(address.Authority, _ => new SemaphoreSlim(perHost));
        await host.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await _total.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                _total.Release();
            }
        }
        finally
        {
            host.Release();
        }
    }

    public void Dispose()
    {
        _total.Dispose();
        foreach (SemaphoreSlim host in _hosts.Values)
            host.Dispose();
    }
}
