using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Training;

/// <summary>What happened while a learner trained, over all its fits: data only; <c>Emblem.Reporting</c> draws it.</summary>
/// <param name="Batches">One row a training batch, in order.</param>
/// <param name="Epochs">One row an epoch, in order.</param>
public sealed record TrainingHistory(IReadOnlyList<BatchRecord> Batches, IReadOnlyList<EpochRecord> Epochs)
{
    /// <summary><inheritdoc cref="TrainingHistory" path="/param[@name='Batches']/node()"/></summary>
    public IReadOnlyList<BatchRecord> Batches { get; init => field = Listing.Of(value); } = Listing.Of(Batches);

    /// <summary><inheritdoc cref="TrainingHistory" path="/param[@name='Epochs']/node()"/></summary>
    public IReadOnlyList<EpochRecord> Epochs { get; init => field = Listing.Of(value, EpochTable.Text); } = Listing.Of(Epochs, EpochTable.Text);

    /// <summary>Nothing trained yet.</summary>
    public static TrainingHistory Empty { get; } = new([], []);

    /// <summary>One fit's rows.</summary>
    /// <param name="fit">From 0.</param>
    public TrainingHistory Of(int fit)
    {
        int first = Epochs.LastOrDefault(epoch => epoch.Fit < fit)?.Iterations ?? 0;
        int end = Epochs.FirstOrDefault(epoch => epoch.Fit > fit) is { } next ? Epochs.Last(epoch => epoch.Fit < next.Fit).Iterations : int.MaxValue;
        return new TrainingHistory(
            [.. Batches.Where(batch => batch.Iteration >= first && batch.Iteration < end)], [.. Epochs.Where(epoch => epoch.Fit == fit)]);
    }

    /// <inheritdoc/>
    public override string ToString() => EpochTable.Text(Epochs);
}

/// <summary>One training batch.</summary>
/// <param name="Iteration">Batches before this one over all fits, from 0.</param>
/// <param name="Loss">The batch's own mean loss.</param>
/// <param name="SmoothedLoss">Bias-corrected moving average with factor 0.98, as fast.ai shows it.</param>
/// <param name="LearningRate">In force for the last layer group (the head).</param>
/// <param name="Momentum">AdamW's beta 1.</param>
public readonly record struct BatchRecord(int Iteration, double Loss, double SmoothedLoss, double LearningRate, double Momentum)
{
    /// <inheritdoc/>
    public override string ToString() => $"batch {ValueText.Count(Iteration)}: loss {ValueText.Number(Loss)}, smoothed {ValueText.Number(SmoothedLoss)}, rate {ValueText.Rate(LearningRate)}, momentum {ValueText.Number(Momentum, "0.00")}";
}

/// <summary>One epoch, as a row of fast.ai's table.</summary>
/// <param name="Fit">Which fit of the learner, from 0: the frozen stage, the unfrozen one, ….</param>
/// <param name="Epoch">Within its fit, from 0.</param>
/// <param name="Iterations">Training batches over all fits up to this epoch's end: where it lies on the batch axis.</param>
/// <param name="TrainLoss">The smoothed training loss at the epoch's end.</param>
/// <param name="ValidLoss">Mean loss over the validation pictures, or null without any.</param>
/// <param name="Metrics">In the order the learner was given; empty without validation pictures.</param>
/// <param name="Duration">Wall-clock time of the epoch, validation included.</param>
public sealed record EpochRecord(
    int Fit, int Epoch, int Iterations, double TrainLoss, double? ValidLoss, IReadOnlyList<MetricValue> Metrics, TimeSpan Duration)
{
    /// <summary><inheritdoc cref="EpochRecord" path="/param[@name='Metrics']/node()"/></summary>
    public IReadOnlyList<MetricValue> Metrics { get; init => field = Listing.Of(value); } = Listing.Of(Metrics);

    /// <summary>The lowest learning rate of its batches, over the layer groups that learn; null in checkpoints from before it was noted.</summary>
    public double? LowestRate { get; init; }

    /// <summary>The highest.</summary>
    public double? HighestRate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"epoch {ValueText.Count(Epoch)}: train_loss {EpochTable.Number(TrainLoss)}, valid_loss {EpochTable.Number(ValidLoss)}"
        + string.Concat(Metrics.Select(metric => $", {metric.Name} {EpochTable.Number(metric.Value)}"));
}
