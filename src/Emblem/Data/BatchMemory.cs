using System.Runtime.InteropServices;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Data;

/// <summary>
/// The native memory of a batch's pictures while they are read: each is written once, where the network will read it. Belongs to no dispose
/// scope, since other threads than the one that made it write into it.
/// </summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly BatchFormat _format;
    private readonly int _count;
    private readonly int _width;
    private readonly Tensor _values;

    public BatchMemory(BatchFormat format, int count, int height, int width)
    {
        _format = format;
        _count = count;
        _width = width;
        long[] shape = IsInterleaved ? [count, height, width, 3] : [count, 3, height, width];
        _values = empty(shape, format.Type).DetachFromDisposeScope();
    }

    private bool IsInterleaved => _format.Layout == PixelLayout.Interleaved;

    /// <summary>The place of one picture.</summary>
    public PictureSlot Slot(int picture)
    {
        Span<byte> all = _values.bytes;
        int each = all.Length / _count;
        Span<byte> place = all.Slice(picture * each, each);
        return _format.Type == ScalarType.BFloat16
            ? new PictureSlot(MemoryMarshal.Cast<byte, ushort>(place), _width, _format.Layout)
            : new PictureSlot(MemoryMarshal.Cast<byte, float>(place), _width, _format.Layout);
    }

    /// <summary>The pictures as a network takes them, [n, 3, height, width] whatever their order in memory; shares the memory and outlives this.</summary>
    public Tensor ToInputs() => (IsInterleaved ? _values.permute(0, 3, 1, 2) : _values.alias()).DetachFromDisposeScope();

    public void Dispose() => _values.Dispose();
}
