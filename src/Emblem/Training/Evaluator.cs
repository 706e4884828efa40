using Emblem.Cluster;
using Emblem.Data;
using Emblem.Models;
using Emblem.Training.Distributed;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>Scores pictures with a model as it is: no gradients, running statistics, no dropout.</summary>
internal static class Evaluator
{
    /// <summary>One scored batch for each batch of the source's epoch 0.</summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="ranks">Processes that do it together, and all get the answers; null for this one alone.</param>
    /// <param name="stop">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <param name="measure">Sees each batch's logits and targets, in no scope that it has to free.</param>
    public static IEnumerable<ScoredBatch> Score(
        TransferModel model, BatchSource source, Ranks? ranks, CancellationToken stop, Action<Tensor, Tensor>? measure = null)
    {
        if (ranks is not null)
        {
            foreach (BatchNumbers numbers in RankBatches.Each(ranks, source, 0, batch => Forward(model, batch), stop))
                yield return Score(numbers, measure);
            yield break;
        }

        foreach (Batch batch in source.Epoch(0, stop))
        {
            using Batch owned = batch;
            yield return Score(model, batch, measure);
        }
    }

    /// <summary>The mean loss and all metrics over the source's epoch 0.</summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="metrics">Begun anew.</param>
    /// <param name="loss">What the mean is of.</param>
    /// <param name="ranks">As for <see cref="Score(TransferModel, BatchSource, Ranks?, CancellationToken, Action{Tensor, Tensor}?)"/>.</param>
    /// <param name="stop">Ends it between two batches with <see cref="OperationCanceledException"/>.</param>
    public static Validation Validate(TransferModel model, BatchSource source, IReadOnlyList<Metric> metrics, Loss loss, Ranks? ranks, CancellationToken stop)
    {
        foreach (Metric metric in metrics)
            metric.Reset();
        var mean = new MeanLoss(loss);
        foreach (ScoredBatch batch in Score(model, source, ranks, stop, mean.Add))
        {
            foreach (Metric metric in metrics)
                metric.Update(batch);
        }

        return new Validation(mean.Value, [.. metrics.Select(metric => new MetricValue(metric.Name, metric.Value))]);
    }

    private static Tensor Forward(TransferModel model, Batch batch)
    {
        model.eval();
        return model.forward(batch.Inputs);
    }

    private static ScoredBatch Score(TransferModel model, Batch batch, Action<Tensor, Tensor>? measure)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return Score(Forward(model, batch), batch.Targets, measure);
    }

    private static ScoredBatch Score(BatchNumbers numbers, Action<Tensor, Tensor>? measure)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return Score(tensor(numbers.Values, [numbers.Items.Length, numbers.Width]), tensor(numbers.Targets), measure);
    }

    private static ScoredBatch Score(Tensor logits, Tensor targets, Action<Tensor, Tensor>? measure)
    {
        measure?.Invoke(logits, targets);
        Tensor losses = nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None);
        return new ScoredBatch(
            (int)logits.shape[1],
            logits.softmax(1).data<float>().ToArray(),
            [.. targets.data<long>().ToArray().Select(label => (int)label)],
            losses.data<float>().ToArray());
    }
}
