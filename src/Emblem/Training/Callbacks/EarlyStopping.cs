using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training.Callbacks;

/// <summary>Ends a fit that no longer gets better: fast.ai's <c>EarlyStoppingCallback</c>.</summary>
/// <param name="watch">What better means.</param>
/// <param name="patience">Epochs without improvement that are borne; 0 stops at the first.</param>
public sealed class EarlyStopping(Watch watch, int patience = 0) : Callback
{
    private double? _best;
    private int _waited;

    /// <summary>By how much a value must be better to count; 0 by default.</summary>
    public double Margin { get; init; }

    /// <inheritdoc/>
    public override Watch? Watched => watch;

    /// <inheritdoc/>
    public override void OnFitStart(FitContext fit) => (_best, _waited) = (null, 0);

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        if (watch.Read(epoch) is not { } value)
            return;
        if (watch.IsBetter(value, _best, Margin))
            (_best, _waited) = (value, 0);
        else if (++_waited > patience)
            fit.Stop(string.Create(CultureInfo.InvariantCulture, $"{watch.Name} has not improved on {_best:G6} for {_waited} epochs."));
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("best", _best);
        state.Set("waited", _waited);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => (_best, _waited) = (state.Get<double?>("best"), state.Get<int>("waited"));

    /// <inheritdoc/>
    public override string ToString() => $"EarlyStopping: {watch}, patience {ValueText.Count(patience, "epoch")}, margin {ValueText.Item(Margin)}";
}
