namespace Emblem.ModelFiles;

/// <summary>A tensor to be written whose bytes are asked for when it is its turn, so that a large file needs no copy of itself in memory.</summary>
/// <param name="Name">Its key in the file, unique there.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sides from the outermost; empty for a scalar.</param>
/// <param name="Write">Writes the elements in C order, little-endian: product of the shape times the element size.</param>
internal sealed record StreamedTensor(string Name, TensorType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>One that is in memory.</summary>
    public static StreamedTensor Of(NamedTensor tensor) => new(tensor.Name, tensor.Type, tensor.Shape, sink => sink.Write(tensor.Bytes.Span));

    /// <summary>One of an open file; memory holds it while it is written.</summary>
    public static StreamedTensor Of(WeightsFile file, TensorEntry entry) => new(entry.Name, entry.Type, entry.Shape, sink =>
    {
        byte[] bytes = new byte[entry.Length];
        file.Read(entry, bytes);
        sink.Write(bytes);
    });
}
