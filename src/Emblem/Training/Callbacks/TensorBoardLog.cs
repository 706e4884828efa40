using Emblem.Training.Metrics;
using Emblem.Training.TensorBoard;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Writes what <c>tensorboard --logdir</c> draws: <c>train/loss</c>, <c>train/smoothed_loss</c>, <c>train/learning_rate</c> and
/// <c>train/momentum</c> over the batches, <c>valid/loss</c> and <c>valid/</c> with each metric at the epochs' ends. Nothing else is needed; the
/// file is added to after each epoch and with each checkpoint; one that cannot be written is reported, and training goes on. It holds dates, so equal runs do not give equal ones. A resumed training goes on in the
/// interrupted one's file; what that wrote after its checkpoint is cut off, since it is done again.
/// </summary>
/// <param name="folder">The file in it is <c>events.out.tfevents.emblem</c>; that of an earlier training is replaced at the first epoch's end.</param>
public sealed class TensorBoardLog(string folder) : Callback
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "events.out.tfevents.emblem";

    private const string LengthName = "length";

    private readonly EventFile _file = new(Path.Combine(folder, FileName));

    /// <summary>Told why the file could not be written, instead of the learner's messages.</summary>
    internal Action<Exception>? Failed { get; init; }

    /// <summary>What the dates are read from; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public override void OnBatchEnd(FitContext fit, BatchRecord batch) => _file.Add(new ScalarEvent(Now, batch.Iteration,
    [
        new("train/loss", batch.Loss),
        new("train/smoothed_loss", batch.SmoothedLoss),
        new("train/learning_rate", batch.LearningRate),
        new("train/momentum", batch.Momentum),
    ]));

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        IEnumerable<MetricValue> loss = epoch.ValidLoss is { } value ? [new MetricValue("valid/loss", value)] : [];
        _file.Add(new ScalarEvent(Now, epoch.Iterations, [.. loss, .. epoch.Metrics.Select(metric => metric with { Name = $"valid/{metric.Name}" })]));
        Log.Write(folder, fit, Failed, _file.Append);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        // Everything up to here, so that a length is all there is to remember.
        try
        {
            _file.Append();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What waits stays in memory; the epoch's end tries again, and tells.
        }

        state.Set(LengthName, _file.Length);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => _file.Length = state.Get<long>(LengthName);

    private DateTimeOffset Now => Clock.GetUtcNow();

    /// <inheritdoc/>
    public override string ToString() => $"TensorBoardLog: {folder}";
}
