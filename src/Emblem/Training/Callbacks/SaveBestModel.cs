using System.Globalization;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Saves the model whenever an epoch is strictly better than all before, and puts the best one back when the fit ends: fast.ai's
/// <c>SaveModelCallback(every='improvement')</c>, without its trap of loading an older run's file when nothing was saved.
/// </summary>
/// <param name="path">The file; <c>.safetensors</c> is added when it has no extension.</param>
/// <param name="watch">What better means.</param>
public sealed class SaveBestModel(string path, Watch watch) : Callback
{
    private readonly string _path = ModelFile.PathOf(path);
    private double? _best;

    /// <summary>Goes on from the best of earlier fits with this same object; off by default, as in fast.ai.</summary>
    public bool KeepBestAcrossFits { get; init; }

    /// <summary>Loads the best weights when a fit ends; on by default.</summary>
    public bool LoadBestAtEnd { get; init; } = true;

    /// <summary>Told of each better epoch with the measure's name and value, instead of the learner's messages.</summary>
    internal Action<int, string, double>? Found { get; init; }

    /// <summary>The best value so far, or null before the first epoch.</summary>
    public double? Best => _best;

    /// <inheritdoc/>
    public override Watch? Watched => watch;

    /// <inheritdoc/>
    public override void OnFitStart(FitContext fit)
    {
        if (!KeepBestAcrossFits)
            _best = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        if (watch.Read(epoch) is not { } value || !watch.IsBetter(value, _best))
            return;
        _best = value;
        fit.Learner.Save(_path);
        if (Found is not null)
            Found(epoch.Epoch, watch.Name, value);
        else if (fit.Learner.Watcher is { } seen)
            seen.OnBetterModel(epoch.Epoch, watch.Name, value);
        else
            fit.Report(string.Create(CultureInfo.InvariantCulture, $"Better model found at epoch {epoch.Epoch} with {watch.Name} value: {(float)value}."));
    }

    /// <inheritdoc/>
    public override void OnFitEnd(FitContext fit)
    {
        if (LoadBestAtEnd && _best is not null)
            fit.Learner.Load(_path);
    }

    /// <inheritdoc/>
    public override void OnDiverged(FitContext fit) => OnFitEnd(fit);

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("best", _best);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => _best = state.Get<double?>("best");

    /// <inheritdoc/>
    public override string ToString() => $"SaveBestModel: {watch}, {_path}{(_best is { } best ? $", best so far {ValueText.Number(best, "0.000000")}" : "")}";
}
