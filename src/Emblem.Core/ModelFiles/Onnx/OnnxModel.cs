using Emblem.ModelFiles.Protobuf;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.Onnx;

/// <summary>The outermost message of an ONNX file, <c>ModelProto</c>.</summary>
/// <param name="Producer">The program that wrote it, for example <c>pytorch</c>; empty where the file does not say.</param>
/// <param name="Graph">Never without tensors.</param>
/// <param name="Metadata">Free text by key.</param>
internal sealed record OnnxModel(string Producer, OnnxGraph Graph, IReadOnlyDictionary<string, string> Metadata)
{
    private const int ItemCost = 96;

    /// <summary>A description of a hundred thousand classes.</summary>
    private const int LongestMetadata = 1 << 23;

    /// <exception cref="FormatFault">Damaged, or without weights that can be read.</exception>
    public static OnnxModel Read(SafeFileHandle file, long length, ReadingBudget budget)
    {
        var input = new WireInput(file, budget);
        var message = new ProtoReader(input, 0, length, "the model");
        string producer = "";
        OnnxGraph? graph = null;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 2:
                    producer = message.Text();
                    break;
                case 7:
                    if (graph is not null)
                        throw new FormatFault("it has more than one graph");
                    graph = OnnxGraph.Read(input, message.Message("the graph"));
                    break;
                case 14:
                    budget.Charge(ItemCost);
                    (string key, string value) = ReadPair(message.Message("an entry of its metadata"));
                    if (!metadata.TryAdd(key, value))
                        throw new FormatFault($"its metadata hold {Quoted.Text(key)} twice");
                    break;
            }
        }

        return graph is null ? throw new FormatFault("it has no graph: it is cut short or no model")
            : graph.Tensors.Count == 0 ? throw new FormatFault("its graph has no initializers, so it holds no weights")
            : new OnnxModel(producer, graph, metadata);
    }

    private static (string Key, string Value) ReadPair(ProtoReader pair)
    {
        (string key, string value) = ("", "");
        while (pair.Next())
        {
            if (pair.Field == 1)
                key = pair.Text();
            else if (pair.Field == 2)
                value = pair.Text(LongestMetadata);
        }

        return (key, value);
    }
}
