using System.Collections.Concurrent;

namespace Emblem.Data;

/// <summary>
/// Reads pictures ahead of the network on threads of its own, and hands batches out in order. At most <c>prefetch</c> batches exist at once,
/// and their memory is used again. The number of threads changes the speed and nothing else.
/// </summary>
internal sealed class BatchLoader(IReadOnlyList<LabelledImage> items, PictureReader reader, int workers, int prefetch)
{
    /// <summary>The batches of one epoch.</summary>
    /// <param name="order">Indices into the items, in the order of the batches.</param>
    /// <param name="batchSize">Pictures in each but the last.</param>
    /// <param name="epoch">Decides the augmentations.</param>
    /// <param name="stop">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<Batch> Load(IReadOnlyList<int> order, int batchSize, int epoch, CancellationToken stop)
    {
        int values = reader.Preprocessing.ValueCount;
        var free = new Stack<float[]>();
        var window = new Queue<PendingBatch>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var work = new BlockingCollection<(PendingBatch Batch, int Slot)>();
        Task[] threads = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
            () => Work(work, epoch, ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            using IEnumerator<int[]> next = order.Chunk(batchSize).GetEnumerator();
            while (true)
            {
                while (window.Count < Math.Max(1, prefetch) && next.MoveNext())
                {
                    float[] pixels = free.TryPop(out float[]? used) ? used : new float[values * batchSize];
                    window.Enqueue(Begin(new PendingBatch(next.Current, pixels, values), work, epoch, stop));
                }

                if (!window.TryDequeue(out PendingBatch? ready))
                    yield break;
                Batch batch = Finish(ready, stop);
                free.Push(ready.Pixels);
                yield return batch;
            }
        }
        finally
        {
            ended.Cancel();
            work.CompleteAdding();
            Task.WaitAll(threads, CancellationToken.None);
        }
    }

    private PendingBatch Begin(PendingBatch batch, BlockingCollection<(PendingBatch Batch, int Slot)> work, int epoch, CancellationToken stop)
    {
        for (int slot = 0; slot < batch.Items.Length; slot++)
        {
            if (workers > 0)
                work.Add((batch, slot), stop);
            else
                Read(batch, slot, epoch, stop);
        }

        return batch;
    }

    private void Work(BlockingCollection<(PendingBatch Batch, int Slot)> work, int epoch, CancellationToken ended)
    {
        // An enumeration that ends early leaves work undone; each piece still has to be counted off, so none is thrown away.
        foreach ((PendingBatch batch, int slot) in work.GetConsumingEnumerable(CancellationToken.None))
            Read(batch, slot, epoch, ended);
    }

    private void Read(PendingBatch batch, int slot, int epoch, CancellationToken ended)
    {
        int item = batch.Items[slot];
        batch.Run(slot, pixels =>
        {
            ended.ThrowIfCancellationRequested();
            reader.Read(items[item], epoch, item, pixels);
        });
    }

    private Batch Finish(PendingBatch pending, CancellationToken stop)
    {
        pending.Wait(stop);
        return Batch.Create(
            pending.Pixels.AsSpan(0, pending.Items.Length * reader.Preprocessing.ValueCount),
            [.. pending.Items.Select(item => (long)items[item].Label)],
            pending.Items,
            reader.Preprocessing.Height,
            reader.Preprocessing.Width);
    }
}
