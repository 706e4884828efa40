using System.Diagnostics.CodeAnalysis;

namespace Emblem.Data;

/// <summary>
/// The batches under way, in order. Threads take one picture after the other out of the oldest batch that has any left; the loop takes whole
/// batches. Waiting allocates nothing.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly Queue<PendingBatch> _batches = [];
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_batches)
                return _batches.Count;
        }
    }

    public void Add(PendingBatch batch)
    {
        lock (_batches)
        {
            _batches.Enqueue(batch);
            Monitor.PulseAll(_batches);
        }
    }

    /// <summary>Waits for a picture to read. False once the queue is closed: then the thread is done.</summary>
    public bool TryTake([NotNullWhen(true)] out PendingBatch? batch, out int slot)
    {
        lock (_batches)
        {
            while (!_closed)
            {
                batch = FirstWithWork();
                if (batch is not null)
                {
                    slot = batch.Give();
                    return true;
                }

                Monitor.Wait(_batches);
            }

            (batch, slot) = (null, 0);
            return false;
        }
    }

    /// <summary>Counts a picture off that was taken.</summary>
    public void Finish(PendingBatch batch, int slot, Exception? fault)
    {
        lock (_batches)
        {
            batch.Finish(slot, fault);
            if (batch.IsRead)
                Monitor.PulseAll(_batches);
        }
    }

    /// <summary>Waits for the oldest batch and takes it out.</summary>
    /// <exception cref="OperationCanceledException">Stopped first.</exception>
    /// <exception cref="Exception">What reading one of its pictures threw; the batch stays, to be freed with the queue.</exception>
    public PendingBatch TakeWhole(CancellationToken stop)
    {
        lock (_batches)
        {
            PendingBatch first = _batches.Peek();
            while (!first.IsRead && !_closed)
                Monitor.Wait(_batches);
            stop.ThrowIfCancellationRequested();
            first.RequireWhole();
            return _batches.Dequeue();
        }
    }

    /// <summary>Lets no one take a picture any more, and lets no one wait.</summary>
    public void Close()
    {
        lock (_batches)
        {
            _closed = true;
            Monitor.PulseAll(_batches);
        }
    }

    /// <summary>Frees what was not taken. Only when no thread reads any more.</summary>
    public void Dispose()
    {
        foreach (PendingBatch batch in _batches)
            batch.Dispose();
        _batches.Clear();
    }

    private PendingBatch? FirstWithWork()
    {
        foreach (PendingBatch batch in _batches)
        {
            if (!batch.IsGiven)
                return batch;
        }

        return null;
    }
}
