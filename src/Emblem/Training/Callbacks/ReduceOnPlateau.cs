using System.Globalization;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Lowers the learning rates when a fit no longer gets better: fast.ai's <c>ReduceLROnPlateauCallback</c>. Multiplies whatever the schedule says.
/// </summary>
/// <param name="watch">What better means.</param>
/// <param name="patience">Epochs without improvement that are borne; 0 lowers at the first. The count starts anew after each lowering.</param>
public sealed class ReduceOnPlateau(Watch watch, int patience = 0) : Callback
{
    private double? _best;
    private int _waited;
    private double _lowered = 1;

    /// <summary>What rates are multiplied with, above 0 and below 1; fast.ai's 0.2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in that range.</exception>
    public double Factor { get; init => field = Checked.Between(value, 0, 1); } = 0.2;

    /// <summary>By how much a value must be better to count; 0 by default.</summary>
    public double Margin { get; init; }

    /// <inheritdoc/>
    public override Watch? Watched => watch;

    /// <inheritdoc/>
    public override double RateFactor => _lowered;

    /// <inheritdoc/>
    public override void OnFitStart(FitContext fit) => (_best, _waited, _lowered) = (null, 0, 1);

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        if (watch.Read(epoch) is not { } value)
            return;
        if (watch.IsBetter(value, _best, Margin))
        {
            (_best, _waited) = (value, 0);
        }
        else if (++_waited > patience)
        {
            _lowered *= Factor;
            fit.Report(string.Create(
                CultureInfo.InvariantCulture,
                $"{watch.Name} has not improved on {_best:G6} for {_waited} epochs: learning rates are multiplied by {_lowered:G3} from here on."));
            _waited = 0;
        }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("best", _best);
        state.Set("waited", _waited);
        state.Set("lowered", _lowered);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) =>
        (_best, _waited, _lowered) = (state.Get<double?>("best"), state.Get<int>("waited"), state.Get<double>("lowered"));

    /// <inheritdoc/>
    public override string ToString() => $"ReduceOnPlateau: {watch}, patience {ValueText.Count(patience, "epoch")}, factor {ValueText.Item(Factor)}";
}
