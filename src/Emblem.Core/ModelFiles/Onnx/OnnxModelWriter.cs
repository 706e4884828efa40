using Emblem.Foundation;
using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>
/// Writes an ONNX model, atomically and tensor by tensor, so that memory holds one of them at a time. Equal graphs give equal bytes: nothing of dates or
/// machines is in it.
/// </summary>
internal static class OnnxModelWriter
{
    /// <summary>The version of the operations' standard: the first whose <c>Resize</c> averages when it shrinks. ONNX Runtime has it since 1.14.</summary>
    public const int OperatorSet = 18;

    /// <summary>The file format that came with that standard.</summary>
    private const int FormatVersion = 8;

    /// <summary>Readers of protocol buffers count in 32 bits with a sign.</summary>
    private const long LongestFile = int.MaxValue;

    /// <param name="path">The file.</param>
    /// <param name="graph">What the model computes.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <exception cref="EmblemException">The model would be longer than readers take.</exception>
    public static void Write(string path, OnnxGraphWriter graph, IReadOnlyDictionary<string, string> metadata)
    {
        byte[] fields = graph.Fields;
        (byte[] Head, StreamedTensor Tensor, long Length)[] tensors = [.. graph.Tensors.Select(tensor => (Head(tensor, out long length), tensor, length))];
        long graphLength = fields.Length + tensors.Sum(tensor => tensor.Head.Length + tensor.Length);
        byte[] start = Start(graphLength);
        byte[] end = End(metadata);
        long whole = start.Length + graphLength + end.Length;
        if (whole > LongestFile)
            throw new EmblemException($"As ONNX the model would have {whole} bytes; programs that read ONNX take files of {LongestFile}. Save it as safetensors.");
        AtomicFile.Write(path, stream =>
        {
            stream.Write(start);
            stream.Write(fields);
            foreach ((byte[] head, StreamedTensor tensor, long length) in tensors)
            {
                stream.Write(head);
                long due = stream.Position + length;
                tensor.Write(stream);
                if (stream.Position != due)
                    throw new ArgumentException($"'{tensor.Name}' ended {due - stream.Position} bytes off what its shape needs.");
            }

            stream.Write(end);
        });
    }

    /// <summary>All of the model up to the inside of its graph.</summary>
    private static byte[] Start(long graphLength)
    {
        var start = new ProtoMessage();
        start.Whole(1, FormatVersion);
        start.Text(2, "emblem");
        start.Begin(7, graphLength);
        return start.Bytes;
    }

    private static byte[] End(IReadOnlyDictionary<string, string> metadata)
    {
        var operators = new ProtoMessage();
        operators.Text(1, "");
        operators.Whole(2, OperatorSet);
        var end = new ProtoMessage();
        end.Message(8, operators);
        foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var pair = new ProtoMessage();
            pair.Text(1, key);
            pair.Text(2, value);
            end.Message(14, pair);
        }

        return end.Bytes;
    }

    /// <summary>A field of <c>GraphProto</c> with a <c>TensorProto</c>, up to its elements.</summary>
    private static byte[] Head(StreamedTensor tensor, out long length)
    {
        length = TensorTypes.BytesOf(tensor.Type, tensor.Shape) ?? throw new ArgumentException($"'{tensor.Name}' does not fill whole bytes.");
        var inner = new ProtoMessage();
        if (tensor.Shape.Count > 0)
            inner.Wholes(1, tensor.Shape);
        inner.Whole(2, OnnxTypes.NumberOf(tensor.Type));
        inner.Text(8, tensor.Name);
        inner.Begin(9, length);
        var head = new ProtoMessage();
        head.Begin(5, inner.Length + length);
        head.Append(inner);
        return head.Bytes;
    }
}
