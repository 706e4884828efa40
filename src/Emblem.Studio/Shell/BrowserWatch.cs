using Microsoft.JSInterop;

namespace Emblem.Studio.Shell;

/// <summary>
/// Something that the browser watches for a component and calls it about. Whoever goes to another page before it has begun ends it all the same: nothing is called that has gone,
/// and no error is made of it.
/// </summary>
/// <typeparam name="T">The component.</typeparam>
/// <param name="component">Whose methods are called.</param>
internal sealed class BrowserWatch<T>(T component) : IAsyncDisposable
    where T : class
{
    private readonly DotNetObjectReference<T> _self = DotNetObjectReference.Create(component);
    private IJSObjectReference? _watch;
    private bool _isStarting;
    private bool _isGone;

    /// <summary>Begins.</summary>
    /// <param name="start">Gives the browser what it calls; what the browser gives back has a method <c>stop</c>.</param>
    public async Task StartAsync(Func<DotNetObjectReference<T>, Task<IJSObjectReference>> start)
    {
        _isStarting = true;
        try
        {
            _watch = await start(_self);
        }
        catch (Exception fault) when (fault is JSDisconnectedException or TaskCanceledException || (_isGone && fault is JSException))
        {
            // The page has gone, and with it what was to be watched.
        }

        _isStarting = false;
        if (_isGone)
            await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        if (!_isStarting)
            await StopAsync();
    }

    private async Task StopAsync()
    {
        try
        {
            if (_watch is not null)
                await _watch.InvokeVoidAsync("stop");
        }
        catch (Exception fault) when (fault is JSDisconnectedException or TaskCanceledException or JSException)
        {
            // The browser has gone, and its watch with it.
        }

        _self.Dispose();
    }
}
