using System.Diagnostics;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Callbacks;
using Emblem.Training.Mixing;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>The loop: epochs of batches, each forward, loss, backward, step. The only place that computes gradients to learn from.</summary>
internal sealed class TrainingLoop(
    TransferModel model, AdamW optimizer, BatchSource training, LearnerOptions options, IReadOnlyList<Callback> callbacks)
{
    private readonly SmoothedLoss _smoothed = new();
    private readonly GradientAccumulator _gradients = new(model, optimizer, options);

    /// <summary>Batches whose gradients wait for a step: a checkpoint made then would lose them.</summary>
    public int PendingBatches => _gradients.Pending;

    /// <summary>Runs a plan. Callbacks see every batch and epoch; what they record is theirs.</summary>
    /// <param name="plan">Rates and momentum of each batch.</param>
    /// <param name="fit">What callbacks see, and through which they stop it.</param>
    /// <param name="start">Epochs and batches before this fit: they continue the random streams.</param>
    /// <param name="random">Decides dropout and mixing.</param>
    /// <param name="validate">Scores the model after an epoch.</param>
    /// <param name="stop">Ends the fit between two batches with <see cref="OperationCanceledException"/>.</param>
    public void Run(FitPlan plan, FitContext fit, LoopPosition start, RandomSource random, Func<Validation> validate, CancellationToken stop)
    {
        using var flushed = FlushedDenormals.OnThisThread();
        _gradients.Begin();
        callbacks.Each(callback => callback.OnFitStart(fit));
        int done = 0;
        for (int epoch = 0; done < plan.Iterations && fit.StopReason is null; epoch++)
        {
            long began = Stopwatch.GetTimestamp();
            callbacks.Each(callback => callback.OnEpochStart(fit));
            foreach (Batch batch in training.Epoch(start.Epochs + epoch, stop).Take(plan.Iterations - done))
            {
                using Batch owned = batch;
                stop.ThrowIfCancellationRequested();
                int iteration = start.Iterations + done;
                IReadOnlyList<double> rates = plan.RatesAt(done, callbacks.RateFactor());
                double momentum = plan.MomentumAt(done);
                done++;
                double loss = Gather(batch, random, iteration);
                _gradients.Add(rates, momentum, last: done == plan.Iterations || done % training.BatchesPerEpoch == 0);
                var record = new BatchRecord(iteration, loss, _smoothed.Add(loss), rates[^1], momentum);
                callbacks.Each(callback => callback.OnBatchEnd(fit, record));
                if (fit.StopReason is not null)
                    break;
            }

            callbacks.Each(callback => callback.OnEpochTrained(fit));
            Validation found = validate();
            var row = new EpochRecord(
                fit.Fit, epoch, start.Iterations + done, _smoothed.Value, found.Loss, found.Metrics, Stopwatch.GetElapsedTime(began));
            callbacks.Each(callback => callback.OnEpochEnd(fit, row));
        }

        callbacks.Each(callback => callback.OnFitEnd(fit));
    }

    /// <summary>Adds a batch's gradients to those that wait for a step; gives its loss.</summary>
    private double Gather(Batch batch, RandomSource random, int iteration)
    {
        using var scope = NewDisposeScope();
        model.train();
        model.Reseed(random.Stream("dropout", item: iteration));
        MixedBatch given = options.Mixing?.Mix(batch.Inputs, batch.Targets, random.Stream("mix", item: iteration))
            ?? new MixedBatch(batch.Inputs, new MixedLabels(batch.Targets));
        Tensor loss = options.Loss.Mean(model.forward(given.Inputs), given.Labels);
        loss.backward();
        return loss.item<float>();
    }
}
