using Emblem.Data;
using Emblem.Models;
using Emblem.Training.Metrics;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>Scores pictures with a model as it is: no gradients, running statistics, no dropout.</summary>
internal static class Evaluator
{
    /// <summary>One scored batch for each batch of the source's epoch 0.</summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="stop">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <param name="measure">Sees each batch's logits and targets, in no scope that it has to free.</param>
    public static IEnumerable<ScoredBatch> Score(
        TransferModel model, BatchSource source, CancellationToken stop, Action<Tensor, Tensor>? measure = null)
    {
        foreach (Batch batch in source.Epoch(0, stop))
        {
            using Batch owned = batch;
            yield return Score(model, batch, measure);
        }
    }

    private static ScoredBatch Score(TransferModel model, Batch batch, Action<Tensor, Tensor>? measure)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Tensor logits = model.forward(batch.Inputs);
        measure?.Invoke(logits, batch.Targets);
        Tensor losses = nn.functional.cross_entropy(logits, batch.Targets, reduction: nn.Reduction.None);
        return new ScoredBatch(
            (int)logits.shape[1],
            logits.softmax(1).data<float>().ToArray(),
            [.. batch.Targets.data<long>().ToArray().Select(label => (int)label)],
            losses.data<float>().ToArray());
    }
}
