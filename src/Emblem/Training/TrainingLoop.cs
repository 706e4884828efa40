using System.Diagnostics;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Callbacks;
using Emblem.Training.Distributed;
using Emblem.Training.Mixing;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>The loop: epochs of batches, each forward, loss, backward, step. The only place that computes gradients to learn from.</summary>
internal sealed class TrainingLoop(
    TransferModel model, AdamW optimizer, BatchSource training, LearnerOptions options, IReadOnlyList<Callback> callbacks, RankedStep? ranked = null)
{
    private readonly GradientAccumulator _gradients = new(model, optimizer, options);

    /// <summary>Where the fit stands; set to go on from somewhere, true between any two batches.</summary>
    public LoopState State { get; set; }

    /// <summary>Runs a plan. Callbacks see every batch and epoch; what they record is theirs.</summary>
    /// <param name="plan">Rates and momentum of each batch.</param>
    /// <param name="fit">What callbacks see, and through which they stop it.</param>
    /// <param name="start">Epochs and batches before this fit: they continue the random streams.</param>
    /// <param name="random">Decides dropout and mixing.</param>
    /// <param name="validate">Scores the model after an epoch.</param>
    /// <param name="stop">Ends the fit between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingDivergedException">A loss or a weight is no number any more, which the plan does not expect.</exception>
    public void Run(FitPlan plan, FitContext fit, LoopPosition start, RandomSource random, Func<Validation> validate, CancellationToken stop)
    {
        using var flushed = FlushedDenormals.OnThisThread();
        _gradients.Begin(State.Batch);
        ranked?.Level();
        callbacks.Each(callback => callback.OnFitStart(fit));

        // An epoch that was interrupted is always ended, be it that only its validation is left.
        while (State.Batch > 0 || (State.Done < plan.Iterations && fit.StopReason is null))
        {
            long began = Stopwatch.GetTimestamp() - (long)(State.Elapsed.TotalSeconds * Stopwatch.Frequency);
            int left = fit.StopReason is null ? plan.Iterations - State.Done : 0;
            callbacks.Each(callback => callback.OnEpochStart(fit));
            // Ranks end after the same batch: which it is they find out with its loss.
            foreach (Batch batch in training.EpochFrom(State.Batch, start.Epochs + State.Epoch, ranked is null ? stop : default).Take(left))
            {
                using Batch owned = batch;
                if (ranked?.MustStop ?? stop.IsCancellationRequested)
                    throw new OperationCanceledException(stop);
                int iteration = start.Iterations + State.Done;
                IReadOnlyList<double> rates = plan.RatesAt(State.Done, callbacks.RateFactor());
                double momentum = plan.MomentumAt(State.Done);
                double loss = Gather(batch, random, iteration, stop);
                if (!plan.MayDiverge)
                    TrainingDivergedException.ThrowIf(loss, iteration, rates[^1]);
                State = State.AfterBatch(loss, optimizer.OfLearning(rates), Stopwatch.GetElapsedTime(began));
                _gradients.Add(rates, momentum, last: State.Done == plan.Iterations || State.Batch == training.BatchesPerEpoch);
                fit.BatchesDone = State.Done;
                var record = new BatchRecord(iteration, loss, State.Loss.Value, rates[^1], momentum);
                callbacks.Each(callback => callback.OnBatchEnd(fit, record));
                ranked?.Agree(fit);
                if (fit.StopReason is not null)
                    break;
            }

            callbacks.Each(callback => callback.OnEpochTrained(fit));
            Validation found = validate();
            var row = new EpochRecord(
                fit.Fit, State.Epoch, start.Iterations + State.Done, State.Loss.Value, found.Loss, found.Metrics, Stopwatch.GetElapsedTime(began))
            {
                LowestRate = State.LowestRate,
                HighestRate = State.HighestRate,
            };
            if (!plan.MayDiverge)
                TrainingDivergedException.ThrowIf(row, model.FindFault());
            State = State.AfterEpoch();
            callbacks.Each(callback => callback.OnEpochEnd(fit, row));
            ranked?.Agree(fit);
        }

        callbacks.Each(callback => callback.OnFitEnd(fit));
    }

    /// <summary>Adds a batch's gradients to those that wait for a step; gives its loss.</summary>
    private double Gather(Batch batch, RandomSource random, int iteration, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        model.train();
        model.Reseed(random.Stream("dropout", item: iteration));
        RandomStream mixing = random.Stream("mix", item: iteration);
        if (ranked is not null)
            return ranked.Gather(batch, mixing, _gradients.IsWaiting, stop);
        MixedBatch given = options.Mixing?.Mix(batch.Inputs, batch.Targets, mixing)
            ?? new MixedBatch(batch.Inputs, new MixedLabels(batch.Targets));
        Tensor loss = options.Loss.Mean(model.forward(given.Inputs), given.Labels);
        loss.backward();
        return loss.item<float>();
    }
}
