using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Ends training when its time is up, after the batch then under way; its epoch is still validated. The time counts from the start of the first
/// fit with this object, over all fits with it, and before an interruption: one that would begin too late trains nothing. A run that is ended so cannot be repeated to the
/// digit, and the rates of a one-cycle do not come down to their end.
/// </summary>
/// <param name="budget">Above zero.</param>
public sealed class TimeBudget(TimeSpan budget) : Callback
{
    private readonly TimeSpan _budget = budget > TimeSpan.Zero
        ? budget
        : throw new ArgumentOutOfRangeException(nameof(budget), budget, "A time budget is above zero.");

    private long? _began;
    private TimeSpan _usedBefore;

    /// <summary>What the time is read from; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private TimeSpan Elapsed => _began is { } began ? Clock.GetElapsedTime(began) : TimeSpan.Zero;

    /// <inheritdoc/>
    public override void OnFitStart(FitContext fit)
    {
        _began ??= Clock.GetTimestamp();
        StopWhenUp(fit);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => StopWhenUp(fit);

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => StopWhenUp(fit);

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("used", _usedBefore + Elapsed);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => _usedBefore = state.Get<TimeSpan>("used");

    /// <inheritdoc/>
    public override string ToString() => $"TimeBudget: {ValueText.Item(_budget)}";

    private void StopWhenUp(FitContext fit)
    {
        if (_usedBefore + Elapsed >= _budget)
            fit.Stop(string.Create(CultureInfo.InvariantCulture, $"The time budget of {_budget.TotalMinutes:0.##} minutes is used up."));
    }
}
