using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Emblem.Data;

/// <summary>A batch whose pictures are being read, each by some thread. Guarded by the <see cref="BatchQueue"/> that it stands in.</summary>
internal sealed class PendingBatch(BatchMemory memory, Draw[] draws) : IDisposable
{
    private int _given;
    private int _read;
    private int _faultAt = draws.Length;
    private Exception? _fault;

    public IReadOnlyList<Draw> Draws => draws;

    public BatchMemory Memory => memory;

    /// <summary>Every picture has its reader.</summary>
    public bool IsGiven => _given == draws.Length;

    /// <summary>Every picture is read, or failed.</summary>
    public bool IsRead => _read == draws.Length;

    /// <summary>The place of the next picture to read.</summary>
    public int Give() => _given++;

    /// <summary>Counts a picture off. Of several failures the first in the batch's order is kept, whichever happened first.</summary>
    public void Finish(int slot, Exception? fault)
    {
        _read++;
        if (fault is null || slot > _faultAt)
            return;
        (_fault, _faultAt) = (fault, slot);
    }

    /// <exception cref="Exception">What a reader threw.</exception>
    public void RequireWhole()
    {
        if (_fault is not null)
            ExceptionDispatchInfo.Throw(_fault);
    }

    /// <summary>The finished batch, which owns its memory from then on.</summary>
    public Batch ToBatch(IReadOnlyList<LabelledImage> items)
    {
        int[] drawn = Array.ConvertAll(draws, draw => draw.Item);
        Tensor targets = tensor(Array.ConvertAll(drawn, item => (long)items[item].Label)).DetachFromDisposeScope();
        return new Batch(memory.ToInputs(), targets, drawn);
    }

    public void Dispose() => memory.Dispose();
}
