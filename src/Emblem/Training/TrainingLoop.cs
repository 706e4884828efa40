using System.Diagnostics;
using Emblem.Compute;
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
    private readonly SmoothedLoss _smoothed = new();

    /// <summary>Runs a plan. Callbacks see every batch and epoch; what they record is theirs.</summary>
    /// <param name="plan">Rates and momentum of each batch.</param>
    /// <param name="fit">What callbacks see, and through which they stop it.</param>
    /// <param name="start">Epochs and batches before this fit: they continue the random streams.</param>
    /// <param name="random">Decides dropout.</param>
    /// <param name="validate">Scores the model after an epoch.</param>
    /// <param name="stop">Ends the fit between two batches with <see cref="OperationCanceledException"/>.</param>
    public void Run(FitPlan plan, FitContext fit, LoopPosition start, RandomSource random, Func<Validation> validate, CancellationToken stop)
    {
        using var flushed = FlushedDenormals.OnThisThread();
        callbacks.Each(callback => callback.OnFitStart(fit));
        int done = 0;
        for (int epoch = 0; done < plan.Iterations && fit.StopReason is null; epoch++)
        {
            long began = Stopwatch.GetTimestamp();
            foreach (Batch batch in training.Epoch(start.Epochs + epoch, stop).Take(plan.Iterations - done))
            {
                using Batch owned = batch;
                stop.ThrowIfCancellationRequested();
                IReadOnlyList<double> rates = plan.RatesAt(done);
                double momentum = plan.MomentumAt(done);
                double loss = Step(batch, rates, momentum, random.Stream("dropout", item: start.Iterations + done));
                var record = new BatchRecord(start.Iterations + done, loss, _smoothed.Add(loss), rates[^1], momentum);
                done++;
                callbacks.Each(callback => callback.OnBatchEnd(fit, record));
                if (fit.StopReason is not null)
                    break;
            }

            Validation found = validate();
            var row = new EpochRecord(
                fit.Fit, epoch, start.Iterations + done, _smoothed.Value, found.Loss, found.Metrics, Stopwatch.GetElapsedTime(began));
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
