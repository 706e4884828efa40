namespace Emblem.Training;

/// <summary>Where a fit stands between two batches: what its loop needs to go on from there.</summary>
/// <param name="Epoch">Of the fit, from 0: the one under way, or the next.</param>
/// <param name="Batch">Batches of that epoch that are done.</param>
/// <param name="Done">Batches of the fit that are done.</param>
/// <param name="Loss">The smoothed loss so far.</param>
/// <param name="Elapsed">Time spent on the epoch under way.</param>
internal readonly record struct LoopState(int Epoch, int Batch, int Done, SmoothedLoss Loss, TimeSpan Elapsed)
{
    /// <summary>The lowest rate of the epoch's batches so far; null before the first, and after a checkpoint from before it was noted.</summary>
    public double? LowestRate { get; init; }

    /// <summary>The highest.</summary>
    public double? HighestRate { get; init; }

    /// <param name="loss">Of the batch.</param>
    /// <param name="rates">Of the groups that learn.</param>
    /// <param name="elapsed">Of the epoch.</param>
    public LoopState AfterBatch(double loss, IReadOnlyList<double> rates, TimeSpan elapsed) => this with
    {
        Batch = Batch + 1,
        Done = Done + 1,
        Loss = Loss.Add(loss),
        Elapsed = elapsed,
        LowestRate = rates.Append(LowestRate ?? double.PositiveInfinity).Min(),
        HighestRate = rates.Append(HighestRate ?? 0).Max(),
    };

    public LoopState AfterEpoch() => this with { Epoch = Epoch + 1, Batch = 0, Elapsed = TimeSpan.Zero, LowestRate = null, HighestRate = null };
}
