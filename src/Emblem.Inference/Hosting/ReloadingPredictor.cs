using System.Runtime.CompilerServices;
using Emblem.Export;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emblem.Hosting;

/// <summary>
/// A predictor whose model is taken anew when its file changes. Calls under way are answered by the model that they began with, later ones by the new one; nobody waits for the change.
/// </summary>
public sealed class ReloadingPredictor : IPredictor, IDisposable
{
    private readonly PredictorSetting _setting;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private readonly Lock _looking = new();
    private Predictor _current;
    private (DateTime Written, long Length) _taken;
    private (DateTime Written, long Length) _seen;
    private bool _isDisposed;

    /// <summary>Opens the model.</summary>
    /// <param name="setting">Which, and how often its file is looked at.</param>
    /// <param name="time">Tells when to look; the system's when null.</param>
    /// <param name="logger">Told of each change and of what failed; nobody when null.</param>
    /// <exception cref="Foundation.EmblemException">No such file, or no model.</exception>
    public ReloadingPredictor(PredictorSetting setting, TimeProvider? time = null, ILogger<ReloadingPredictor>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentException.ThrowIfNullOrEmpty(setting.Model);
        _setting = setting;
        _logger = logger ?? NullLogger<ReloadingPredictor>.Instance;
        _taken = _seen = StampOf(setting.Model);
        _current = setting.OpenModel();
        if (setting.LooksEvery is { } every)
            _timer = (time ?? TimeProvider.System).CreateTimer(_ => Look(), null, every, every);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => Current.Classes;

    /// <summary>The model that answers now. It is disposed when another takes its place: ask through this object.</summary>
    public Predictor Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public async Task<Prediction> PredictAsync(PictureInput picture, CancellationToken stop = default)
    {
        while (true)
        {
            Predictor asked = Current;
            try
            {
                return await asked.PredictAsync(picture, stop).ConfigureAwait(false);
            }
            catch (ObjectDisposedException) when (asked != Current && !Volatile.Read(ref _isDisposed))
            {
                // Another took its place between the two lines; it refused before it read anything.
            }
        }
    }

    /// <summary><inheritdoc cref="IPredictor.PredictManyAsync" path="/summary/node()"/> All by one model.</summary>
    /// <inheritdoc cref="IPredictor.PredictManyAsync"/>
    public async IAsyncEnumerable<Prediction> PredictManyAsync(IAsyncEnumerable<PictureInput> pictures, [EnumeratorCancellation] CancellationToken stop = default)
    {
        while (true)
        {
            Predictor asked = Current;
            IAsyncEnumerator<Prediction> answers = asked.PredictManyAsync(pictures, stop).GetAsyncEnumerator(stop);
            await using ConfiguredAsyncDisposable disposed = answers.ConfigureAwait(false);
            bool isAnswer;
            try
            {
                isAnswer = await answers.MoveNextAsync().ConfigureAwait(false);
            }
            catch (ObjectDisposedException) when (asked != Current && !Volatile.Read(ref _isDisposed))
            {
                continue;
            }

            for (; isAnswer; isAnswer = await answers.MoveNextAsync().ConfigureAwait(false))
                yield return answers.Current;
            yield break;
        }
    }

    /// <summary>Ends looking, and frees the model after the calls under way.</summary>
    public void Dispose()
    {
        lock (_looking)
        {
            if (_isDisposed)
                return;
            Volatile.Write(ref _isDisposed, true);
        }

        _timer?.Dispose();
        _current.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_setting.Model}: {Current}";

    private static (DateTime Written, long Length) StampOf(string file) => new FileInfo(file) is { Exists: true } found ? (found.LastWriteTimeUtc, found.Length) : default;

    private void Look()
    {
        // A model that takes long to open is not opened twice.
        if (!_looking.TryEnter())
            return;
        try
        {
            (DateTime Written, long Length) stamp = StampOf(_setting.Model);
            (bool isSettled, _seen) = (stamp == _seen, stamp);
            if (_isDisposed || !isSettled || stamp == _taken || stamp == default)
                return;
            _taken = stamp;
            Predictor old = Interlocked.Exchange(ref _current, _setting.OpenModel());
            HostingLog.Taken(_logger, _setting.Model);
            _ = Task.Run(old.Dispose);
        }
        catch (Exception fault)
        {
            HostingLog.NotTaken(_logger, _setting.Model, fault);
        }
        finally
        {
            _looking.Exit();
        }
    }
}
