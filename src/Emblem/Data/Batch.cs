using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Emblem.Data;

/// <summary>Some pictures as a network reads them. Holds native memory: dispose it.</summary>
public sealed class Batch : IDisposable
{
    internal Batch(Tensor inputs, Tensor targets, IReadOnlyList<int> items)
    {
        Inputs = inputs;
        Targets = targets;
        Items = items;
    }

    /// <summary>Normalised pictures, float32 [n, 3, height, width].</summary>
    public Tensor Inputs { get; }

    /// <summary>Class indices, int64 [n].</summary>
    public Tensor Targets { get; }

    /// <summary>Which pictures: indices into the list that they were taken from.</summary>
    public IReadOnlyList<int> Items { get; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    /// <summary>Copies prepared pixels into a batch that no dispose scope owns.</summary>
    internal static Batch Create(ReadOnlySpan<float> pixels, IReadOnlyList<long> labels, IReadOnlyList<int> items, int height, int width)
    {
        Tensor inputs = empty([items.Count, 3, height, width], ScalarType.Float32).DetachFromDisposeScope();
        MemoryMarshal.AsBytes(pixels).CopyTo(inputs.bytes);
        return new Batch(inputs, tensor([.. labels]).DetachFromDisposeScope(), items);
    }
}
