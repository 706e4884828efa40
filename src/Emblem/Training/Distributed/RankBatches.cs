using Emblem.Cluster;
using Emblem.Data;
using static TorchSharp.torch;

namespace Emblem.Training.Distributed;

/// <summary>
/// Passes batches that teach nothing through a network, whole ones in turns by rank; every rank gets the numbers of all of them, in the order and with the bits
/// that one process with as many threads gives.
/// </summary>
internal static class RankBatches
{
    // Between two exchanges: enough that ranks seldom wait for each other, few enough that what is kept stays small.
    private const int BatchesInTurn = 16;

    /// <param name="ranks">All of which come here.</param>
    /// <param name="source">The same on every rank.</param>
    /// <param name="epoch">Of the source.</param>
    /// <param name="compute">float32 [n, numbers] of a batch.</param>
    /// <param name="stop">Ends it on every rank.</param>
    public static IEnumerable<BatchNumbers> Each(Ranks ranks, BatchSource source, int epoch, Func<Batch, Tensor> compute, CancellationToken stop)
    {
        using IEnumerator<Batch> own = source.EpochOf(ranks.Rank, ranks.Count, epoch, stop).GetEnumerator();
        for (int first = 0; first < source.BatchesPerEpoch; first += BatchesInTurn * ranks.Count)
        {
            BatchNumbers[][] made = [.. ranks.Share(() => BatchNumbers.ToBytes(Next(own, compute))).Select(BatchNumbers.Read)];
            int batches = Math.Min(source.BatchesPerEpoch - first, BatchesInTurn * ranks.Count);
            for (int batch = 0; batch < batches; batch++)
                yield return made[batch % ranks.Count][batch / ranks.Count];
        }
    }

    private static List<BatchNumbers> Next(IEnumerator<Batch> own, Func<Batch, Tensor> compute)
    {
        var made = new List<BatchNumbers>();
        while (made.Count < BatchesInTurn && own.MoveNext())
        {
            using Batch batch = own.Current;
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            Tensor numbers = compute(batch);
            made.Add(new BatchNumbers([.. batch.Items], batch.Targets.data<long>().ToArray(), numbers.data<float>().ToArray()));
        }

        return made;
    }
}
