using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// Reads pictures ahead of the network on threads of its own, straight into the memory of their batches, and hands the batches out in order.
/// At most <c>prefetch</c> batches are under way. The number of threads changes the speed and nothing else.
/// </summary>
internal sealed class BatchLoader(IReadOnlyList<LabelledImage> items, PictureReader reader, BatchOptions options)
{
    /// <summary>The batches of one epoch.</summary>
    /// <param name="batches">Which pictures are in each.</param>
    /// <param name="epoch">Decides the augmentations.</param>
    /// <param name="stop">
    /// Ends the enumeration with <see cref="OperationCanceledException"/>, as soon as the pictures that are being decoded just then are done.
    /// </param>
    /// <exception cref="EmblemException">A file cannot be read; of several in a batch the first is named.</exception>
    public IEnumerable<Batch> Load(IEnumerable<Draw[]> batches, int epoch, CancellationToken stop)
    {
        using var queue = new BatchQueue();
        using CancellationTokenRegistration stopping = stop.Register(queue.Close);
        Thread[] threads = [.. Enumerable.Range(0, options.Workers).Select(_ => Start(queue, epoch))];
        var scratch = new SamplingScratch();
        int ahead = threads.Length == 0 ? 1 : Math.Max(1, options.Prefetch);
        try
        {
            using IEnumerator<Draw[]> next = batches.GetEnumerator();
            while (true)
            {
                while (queue.Count < ahead && next.MoveNext())
                    queue.Add(new PendingBatch(MemoryFor(next.Current.Length), next.Current));
                if (queue.Count == 0)
                    yield break;
                if (threads.Length == 0)
                    Work(queue, epoch, next.Current.Length, scratch);
                yield return Take(queue, stop);
            }
        }
        finally
        {
            queue.Close();
            foreach (Thread thread in threads)
                thread.Join();
        }
    }

    private BatchMemory MemoryFor(int count) => new(options.Format, count, reader.Preprocessing.Height, reader.Preprocessing.Width);

    private Batch Take(BatchQueue queue, CancellationToken stop)
    {
        using PendingBatch whole = queue.TakeWhole(stop);
        return whole.ToBatch(items);
    }

    private Thread Start(BatchQueue queue, int epoch)
    {
        var thread = new Thread(() => Work(queue, epoch, int.MaxValue, new SamplingScratch())) { IsBackground = true, Name = "Emblem pictures" };
        thread.Start();
        return thread;
    }

    /// <summary>Reads so many pictures, or until the queue is closed.</summary>
    private void Work(BatchQueue queue, int epoch, int pictures, SamplingScratch scratch)
    {
        for (int done = 0; done < pictures && queue.TryTake(out PendingBatch? batch, out int slot); done++)
        {
            Exception? fault = null;
            try
            {
                Draw draw = batch.Draws[slot];
                reader.Read(items[draw.Item], epoch, draw.View, batch.Memory.Slot(slot), scratch);
            }
            catch (Exception caught)
            {
                // Whoever waits for the batch throws it.
                fault = caught;
            }

            queue.Finish(batch, slot, fault);
        }
    }
}
