using Emblem.Runs;

namespace Emblem.Studio.Processes;

/// <summary>The model that answers on the pages: one at a time, since each holds its network; started when it is first asked, and anew where it has ended or been trained again.</summary>
internal sealed class ServedModels(StudioOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private (string Model, DateTime Written)? _what;
    private ServedModel? _served;

    /// <summary>That of a run.</summary>
    /// <exception cref="Foundation.EmblemException">It cannot be opened.</exception>
    public async Task<ServedModel> OfAsync(RunFolder run, CancellationToken stop)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            (string, DateTime) what = (run.Best, File.GetLastWriteTimeUtc(run.Best));
            if (_served is { HasEnded: false } && _what == what)
                return _served;
            _served?.Dispose();
            _served = null;
            _served = await ServedModel.StartAsync(options, run.Best, stop).ConfigureAwait(false);
            _what = what;
            return _served;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _served?.Dispose();
        _turn.Dispose();
    }
}
