namespace Emblem.ModelFiles.Onnx;

/// <summary>A tensor of a graph that is written: what an operation gave, an input or a stored one.</summary>
/// <param name="Name">Unique in the graph.</param>
internal sealed record OnnxValue(string Name);
