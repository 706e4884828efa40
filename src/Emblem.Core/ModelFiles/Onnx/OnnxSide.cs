using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>One side of an input or output: a length, or a name where each caller has a length of its own.</summary>
internal readonly record struct OnnxSide(string Name, long Length)
{
    public ProtoMessage Message
    {
        get
        {
            var message = new ProtoMessage();
            if (Name.Length > 0)
                message.Text(2, Name);
            else
                message.Whole(1, Length);
            return message;
        }
    }

    public static implicit operator OnnxSide(long length) => new("", length);

    public static implicit operator OnnxSide(string name) => new(name, 0);
}
