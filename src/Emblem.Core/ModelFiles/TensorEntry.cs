namespace Emblem.ModelFiles;

/// <summary>One tensor of a file: what it is and where its bytes lie.</summary>
/// <param name="Name">As in the network's state dictionary, for example <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sides from the outermost; empty for a scalar. Rows are contiguous (C order).</param>
/// <param name="Offset">Of the first byte, from the beginning of the file's data section.</param>
/// <param name="Length">In bytes.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long Length);
