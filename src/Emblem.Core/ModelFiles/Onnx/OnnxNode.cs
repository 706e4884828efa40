namespace Emblem.ModelFiles.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Operation">For example <c>Conv</c>.</param>
/// <param name="Inputs">Names of tensors, initializers among them.</param>
/// <param name="Outputs">Names of tensors that it makes.</param>
/// <param name="Attributes">By name; those with texts, tensors or graphs are left out.</param>
internal sealed record OnnxNode(
    string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes);

/// <summary>A constant of an operation: a single, or whole numbers.</summary>
internal sealed record OnnxAttribute(float? Single, IReadOnlyList<long> Wholes);
