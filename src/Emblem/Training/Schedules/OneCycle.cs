using Emblem.Foundation;

namespace Emblem.Training.Schedules;

/// <summary>
/// The one-cycle policy (Smith 2018) as fast.ai v1 runs it: the rate climbs to its peak and falls far below its start along cosines,
/// momentum does the opposite.
/// </summary>
public sealed record OneCycle
{
    /// <summary>The part of the batches that climbs.</summary>
    public double ClimbFraction { get; init; } = 0.3;

    /// <summary>The first rate is the peak divided by this.</summary>
    public double StartDivisor { get; init; } = 25;

    /// <summary>The rate heads for the peak divided by this: fast.ai's 25 × 10⁴.</summary>
    public double EndDivisor { get; init; } = 25e4;

    /// <summary>Momentum (AdamW's beta 1) at both ends.</summary>
    public double HighMomentum { get; init; } = 0.95;

    /// <summary>Momentum at the peak.</summary>
    public double LowMomentum { get; init; } = 0.85;

    /// <summary>The learning rate as a factor of the peak.</summary>
    /// <param name="batches">In the whole fit: the climb takes a whole number of them.</param>
    public Schedule RateFactor(int batches) => Schedules.Join(
        Climb(batches), Schedules.Cosine(1 / StartDivisor, 1), Schedules.Cosine(1, 1 / EndDivisor));

    /// <summary>The momentum.</summary>
    /// <param name="batches">In the whole fit.</param>
    public Schedule Momentum(int batches) => Schedules.Join(
        Climb(batches), Schedules.Cosine(HighMomentum, LowMomentum), Schedules.Cosine(LowMomentum, HighMomentum));

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private double Climb(int batches) => (double)(int)(batches * ClimbFraction) / batches;
}
