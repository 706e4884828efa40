using System.Runtime.ExceptionServices;

namespace Emblem.Data;

/// <summary>A batch whose pictures are being read, each by some thread.</summary>
internal sealed class PendingBatch(int[] items, float[] pixels, int valuesEach)
{
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Exception?[] _faults = new Exception?[items.Length];
    private int _unread = items.Length;

    public int[] Items => items;

    public float[] Pixels => pixels;

    /// <summary>Reads one picture into its place; a failure is kept for whoever waits.</summary>
    public void Run(int slot, SpanReader read)
    {
        try
        {
            read(pixels.AsSpan(slot * valuesEach, valuesEach));
        }
        catch (Exception fault)
        {
            _faults[slot] = fault;
        }
        finally
        {
            if (Interlocked.Decrement(ref _unread) == 0)
                _read.SetResult();
        }
    }

    /// <summary>Waits for all pictures. Of several failures the first in the batch's order is thrown, whichever happened first.</summary>
    public void Wait(CancellationToken stop)
    {
        _read.Task.Wait(stop);
        if (Array.Find(_faults, fault => fault is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    internal delegate void SpanReader(Span<float> destination);
}
