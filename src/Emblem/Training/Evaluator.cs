using Emblem.Data;
using Emblem.Models;
using Emblem.Training.Metrics;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>Scores pictures with a model as it is: no gradients, running statistics, no dropout.</summary>
internal static class Evaluator
{
    /// <summary>One scored batch for each batch of the source's epoch 0.</summary>
    public static IEnumerable<ScoredBatch> Score(TransferModel model, BatchSource source, CancellationToken stop)
    {
        foreach (Batch batch in source.Epoch(0, stop))
        {
            using Batch owned = batch;
            yield return Score(model, batch);
        }
    }

    private static ScoredBatch Score(TransferModel model, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Tensor logits = model.forward(batch.Inputs);
        Tensor losses = nn.functional.cross_entropy(logits, batch.Targets, reduction: nn.Reduction.None);
        return new ScoredBatch(
            (int)logits.shape[1],
            logits.softmax(1).data<float>().ToArray(),
            [.. batch.Targets.data<long>().ToArray().Select(label => (int)label)],
            losses.data<float>().ToArray());
    }
}
