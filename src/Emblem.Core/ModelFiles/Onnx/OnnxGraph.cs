using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>What a model computes and with which numbers.</summary>
/// <param name="Nodes">The operations, each behind those whose results it takes.</param>
/// <param name="Tensors">The initializers, in the file's order.</param>
internal sealed record OnnxGraph(IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Tensors)
{
    /// <exception cref="FormatFault">The graph contradicts itself, or holds what is not read.</exception>
    public static OnnxGraph Read(WireInput input, ProtoReader message)
    {
        var nodes = new List<OnnxNode>();
        var tensors = new List<OnnxTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    nodes.Add(OnnxNodeReader.Read(message.Message("a node"), input.Budget));
                    break;
                case 5:
                    OnnxTensor tensor = OnnxTensorReader.Read(input, message.Message("an initializer"), message.Range);
                    if (!names.Add(tensor.Name))
                        throw new FormatFault($"the name {Quoted.Text(tensor.Name)} appears twice among its initializers");
                    tensors.Add(tensor);
                    break;
                case 15:
                    throw new FormatFault(
                        $"it stores {SparseName(message.Message("a sparse initializer"))} as a sparse tensor, which no network here has",
                        "Export the model with its weights dense.");
            }
        }

        return new OnnxGraph(nodes, tensors);
    }

    /// <summary>A sparse tensor is called as the tensor of its values is.</summary>
    private static string SparseName(ProtoReader sparse)
    {
        while (sparse.Next())
        {
            if (sparse.Field != 1)
                continue;
            ProtoReader values = sparse.Message("the values of a sparse initializer");
            while (values.Next())
            {
                if (values.Field == 8)
                    return Quoted.Text(values.Text());
            }
        }

        return "an initializer";
    }
}
