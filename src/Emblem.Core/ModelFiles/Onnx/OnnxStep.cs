using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>One operation of a graph that is written, <c>NodeProto</c>.</summary>
/// <param name="Operation">By the name of the standard.</param>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Inputs">In the standard's order.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Settings">Its attributes.</param>
internal sealed record OnnxStep(
    string Operation, string Name, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs, IReadOnlyList<OnnxSetting> Settings)
{
    public ProtoMessage Message
    {
        get
        {
            var node = new ProtoMessage();
            foreach (OnnxValue input in Inputs)
                node.Text(1, input.Name);
            foreach (OnnxValue output in Outputs)
                node.Text(2, output.Name);
            node.Text(3, Name);
            node.Text(4, Operation);
            foreach (OnnxSetting setting in Settings)
                node.Message(5, setting.Message);
            return node;
        }
    }
}
