using System.Diagnostics;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Callbacks;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>The loop: epochs of batches, each forward, loss, backward, step. The only place that computes gradients to learn from.</summary>
internal sealed class TrainingLoop(TransferModel model, AdamW optimizer, BatchSource training, IReadOnlyList<Callback> callbacks)
{
    /// <summary>Where the fit stands; set to go on from somewhere, true between any two batches.</summary>
    public LoopState State { get; set; }

    /// <summary>Runs a plan. Callbacks see every batch and epoch; what they record is theirs.</summary>
    /// <param name="plan">Rates and momentum of each batch.</param>
    /// <param name="fit">What callbacks see, and through which they stop it.</param>
    /// <param name="start">Epochs and batches before this fit: they continue the random streams.</param>
    /// <param name="random">Decides dropout.</param>
    /// <param name="validate">Scores the model after an epoch.</param>
    /// <param name="stop">Ends the fit between two batches with <see cref="OperationCanceledException"/>.</param>
    public void Run(FitPlan plan, FitContext fit, LoopPosition start, RandomSource random, Func<Validation> validate, CancellationToken stop)
    {
        callbacks.Each(callback => callback.OnFitStart(fit));

        // An epoch that was interrupted is always ended, be it that only its validation is left.
        while (State.Batch > 0 || (State.Done < plan.Iterations && fit.StopReason is null))
        {
            long began = Stopwatch.GetTimestamp() - (long)(State.Elapsed.TotalSeconds * Stopwatch.Frequency);
            int left = fit.StopReason is null ? plan.Iterations - State.Done : 0;
            foreach (Batch batch in training.EpochFrom(State.Batch, start.Epochs + State.Epoch, stop).Take(left))
            {
                using Batch owned = batch;
                stop.ThrowIfCancellationRequested();
                int iteration = start.Iterations + State.Done;
                IReadOnlyList<double> rates = plan.RatesAt(State.Done);
                double momentum = plan.MomentumAt(State.Done);
                double loss = Step(batch, rates, momentum, random.Stream("dropout", item: iteration));
                State = State.AfterBatch(loss, Stopwatch.GetElapsedTime(began));
                fit.BatchesDone = State.Done;
                var record = new BatchRecord(iteration, loss, State.Loss.Value, rates[^1], momentum);
                callbacks.Each(callback => callback.OnBatchEnd(fit, record));
                if (fit.StopReason is not null)
                    break;
            }

            Validation found = validate();
            var row = new EpochRecord(
                fit.Fit, State.Epoch, start.Iterations + State.Done, State.Loss.Value, found.Loss, found.Metrics, Stopwatch.GetElapsedTime(began));
            State = State.AfterEpoch();
            callbacks.Each(callback => callback.OnEpochEnd(fit, row));
        }

        callbacks.Each(callback => callback.OnFitEnd(fit));
    }

    private double Step(Batch batch, IReadOnlyList<double> rates, double momentum, RandomStream random)
    {
        using var scope = NewDisposeScope();
        model.train();
        model.Reseed(random);
        Tensor loss = nn.functional.cross_entropy(model.forward(batch.Inputs), batch.Targets);
        loss.backward();
        optimizer.Step(rates, momentum);
        return loss.item<float>();
    }
}
