using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.ModelFiles.Protobuf;

namespace Emblem.Tests.ModelFiles.Onnx;

/// <summary>Writes ONNX models field by field, honest and other ones.</summary>
internal static class OnnxWriter
{
    /// <summary>A model of version 8 around a graph; <paramref name="more"/> adds fields to it.</summary>
    public static byte[] Model(ProtoMessage graph, string producer = "pytorch", Action<ProtoMessage>? more = null)
    {
        var model = new ProtoMessage();
        model.Whole(1, 8);
        model.Text(2, producer);
        model.Message(7, graph);
        more?.Invoke(model);
        return model.Bytes;
    }

    public static ProtoMessage Graph(params IEnumerable<ProtoMessage> tensors)
    {
        var graph = new ProtoMessage();
        foreach (ProtoMessage tensor in tensors)
            graph.Message(5, tensor);
        return graph;
    }

    /// <summary>Adds an operation, with whole numbers as its attributes.</summary>
    public static void Node(this ProtoMessage graph, string operation, string[] inputs, string[] outputs, params (string Name, long[] Values)[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
            node.Text(1, input);
        foreach (string output in outputs)
            node.Text(2, output);
        node.Text(4, operation);
        foreach ((string name, long[] values) in attributes)
        {
            var attribute = new ProtoMessage();
            attribute.Text(1, name);
            attribute.Wholes(8, values);
            node.Message(5, attribute);
        }

        graph.Message(1, node);
    }

    /// <summary>Adds a batch norm.</summary>
    public static void Norm(this ProtoMessage graph, string[] inputs, float epsilon)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(4, "BatchNormalization");
        var attribute = new ProtoMessage();
        attribute.Text(1, "epsilon");
        attribute.Float(2, epsilon);
        node.Message(5, attribute);
        graph.Message(1, node);
    }

    /// <summary>What every initializer begins with.</summary>
    public static ProtoMessage Described(string name, long type, params long[] shape)
    {
        var tensor = new ProtoMessage();
        tensor.Wholes(1, shape);
        tensor.Whole(2, type);
        tensor.Text(8, name);
        return tensor;
    }

    /// <summary>An initializer whose elements are plain bytes.</summary>
    public static ProtoMessage Plain(NamedTensor tensor)
    {
        ProtoMessage message = Described(tensor.Name, NumberOf(tensor.Type), [.. tensor.Shape]);
        message.Blob(9, tensor.Bytes.Span);
        return message;
    }

    /// <summary>The number of an element type.</summary>
    public static long NumberOf(TensorType type) => Enumerable.Range(1, 32).First(number => OnnxTypes.Find(number)?.Type == type);
}
