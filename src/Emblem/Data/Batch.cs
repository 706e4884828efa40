using Emblem.Foundation;
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

    /// <summary>Normalised pictures, [n, 3, height, width]; float32, or bfloat16 for a network that computes in it.</summary>
    public Tensor Inputs { get; }

    /// <summary>Class indices, int64 [n].</summary>
    public Tensor Targets { get; }

    /// <summary>Which pictures: indices into the list that they were taken from.</summary>
    public IReadOnlyList<int> Items { get; private init => field = Listing.Of(value); }

    /// <summary>Which rows of the whole batch these are, where several processes share it; null for all of them.</summary>
    internal BatchPart? Part { get; set; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Items.Count, "picture")} {Items}";
}
