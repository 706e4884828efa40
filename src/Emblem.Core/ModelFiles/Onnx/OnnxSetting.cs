using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>A constant of an operation that is written, <c>AttributeProto</c>.</summary>
internal sealed class OnnxSetting
{
    // AttributeProto's numbers of its fields, and its names of their types.
    private const int TypeField = 20;
    private const int SingleType = 1;
    private const int WholeType = 2;
    private const int TextType = 3;
    private const int TensorType = 4;
    private const int WholesType = 7;

    private OnnxSetting(string name, int type)
    {
        Message.Text(1, name);
        Message.Whole(TypeField, type);
    }

    public ProtoMessage Message { get; } = new();

    public static OnnxSetting Of(string name, float value)
    {
        var setting = new OnnxSetting(name, SingleType);
        setting.Message.Float(2, value);
        return setting;
    }

    public static OnnxSetting Of(string name, long value)
    {
        var setting = new OnnxSetting(name, WholeType);
        setting.Message.Whole(3, value);
        return setting;
    }

    public static OnnxSetting Of(string name, string value)
    {
        var setting = new OnnxSetting(name, TextType);
        setting.Message.Text(4, value);
        return setting;
    }

    public static OnnxSetting Of(string name, params IReadOnlyList<long> values)
    {
        var setting = new OnnxSetting(name, WholesType);
        setting.Message.Wholes(8, values);
        return setting;
    }

    public static OnnxSetting Of(string name, ProtoMessage tensor)
    {
        var setting = new OnnxSetting(name, TensorType);
        setting.Message.Message(5, tensor);
        return setting;
    }
}
