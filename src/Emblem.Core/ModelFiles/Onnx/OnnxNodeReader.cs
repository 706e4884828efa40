using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>Reads one <c>NodeProto</c>. Graphs in its attributes are stepped over: nothing here calls itself.</summary>
internal static class OnnxNodeReader
{
    private const int RecordCost = 400;
    private const int ItemCost = 64;
    private const int WholeCost = 24;

    /// <exception cref="FormatFault">A field is not what its number says.</exception>
    public static OnnxNode Read(ProtoReader message, ReadingBudget budget)
    {
        budget.Charge(RecordCost);
        string operation = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    inputs.Add(message.Text());
                    break;
                case 2:
                    outputs.Add(message.Text());
                    break;
                case 4:
                    operation = message.Text();
                    break;
                case 5:
                    budget.Charge(ItemCost);
                    (string name, OnnxAttribute attribute) = ReadAttribute(message.Message("an attribute"), budget);
                    if (!attributes.TryAdd(name, attribute))
                        throw new FormatFault($"a node {Quoted.Text(operation)} has the attribute {Quoted.Text(name)} twice");
                    break;
            }
        }

        return new OnnxNode(operation, inputs, outputs, attributes);
    }

    private static (string Name, OnnxAttribute Attribute) ReadAttribute(ProtoReader message, ReadingBudget budget)
    {
        budget.Charge(RecordCost);
        string name = "";
        float? single = null;
        var wholes = new List<long>();
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    name = message.Text();
                    break;
                case 2:
                    single = message.Single();
                    break;
                case 3:
                    wholes.Add(message.Whole());
                    break;
                case 8:
                    while (message.NextWhole(out ulong whole))
                    {
                        budget.Charge(WholeCost);
                        wholes.Add((long)whole);
                    }

                    break;
            }
        }

        return (name, new OnnxAttribute(single, wholes));
    }
}
