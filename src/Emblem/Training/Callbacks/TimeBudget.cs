using System.Globalization;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Ends training when its time is up, after the batch then under way; its epoch is still validated. The time counts from the start of the first
/// fit with this object, over all fits with it: one that would begin too late trains nothing. A run that is ended so cannot be repeated to the
/// digit, and the rates of a one-cycle do not come down to their end.
/// </summary>
/// <param name="budget">Above zero.</param>
public sealed class TimeBudget(TimeSpan budget) : Callback
{
    private readonly TimeSpan _budget = budget > TimeSpan.Zero
        ? budget
        : throw new ArgumentOutOfRangeException(nameof(budget), budget, "A time budget is above zero.");

    private long? _began;

    /// <summary>What the time is read from; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

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

    private void StopWhenUp(FitContext fit)
    {
        if (Clock.GetElapsedTime(_began!.Value) >= _budget)
            fit.Stop(string.Create(CultureInfo.InvariantCulture, $"The time budget of {_budget.TotalMinutes:0.##} minutes is used up."));
    }
}
