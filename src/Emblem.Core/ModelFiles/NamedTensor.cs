using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its key in the file, unique there.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sides from the outermost; empty for a scalar.</param>
/// <param name="Bytes">The elements in C order, little-endian: product of the shape times the element size.</param>
public sealed record NamedTensor(string Name, TensorType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary><inheritdoc cref="NamedTensor" path="/param[@name='Shape']/node()"/></summary>
    public IReadOnlyList<long> Shape { get; init => field = Listing.Of(value); } = Listing.Of(Shape);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
