using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>One tensor of a file: what it is and where its bytes lie.</summary>
/// <param name="Name">As in the network's state dictionary, for example <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sides from the outermost; empty for a scalar.</param>
/// <param name="Offset">
/// Of the first element, in bytes: from the beginning of a safetensors file's data section, or of another file. What lies there is in C order in
/// the first; in a PyTorch file it may be a view with strides, in an ONNX model a message of encoded numbers, which reading makes plain.
/// </param>
/// <param name="Length">In bytes, as read.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long Length)
{
    /// <summary><inheritdoc cref="TensorEntry" path="/param[@name='Shape']/node()"/></summary>
    public IReadOnlyList<long> Shape { get; init => field = Listing.Of(value); } = Listing.Of(Shape);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
