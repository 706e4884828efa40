using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>Reads one <c>TensorProto</c>: what the tensor is and where its elements lie. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxTensorReader(WireInput input)
{
    /// <summary>No framework has tensors of more dimensions; PyTorch stops at 64.</summary>
    private const int MostSides = 64;

    private const int RecordCost = 400;
    private const string OneFile = "Save the model as one file: onnx.save(model, path, save_as_external_data=False).";

    private readonly List<long> _shape = [];
    private string _name = "";
    private long? _type;
    private ByteRange? _plain;
    private int? _field;

    /// <param name="input">The file.</param>
    /// <param name="message">The tensor.</param>
    /// <param name="whole">Where it lies.</param>
    /// <exception cref="FormatFault">It contradicts itself, or is of a kind that is not read.</exception>
    public static OnnxTensor Read(WireInput input, ProtoReader message, ByteRange whole)
    {
        input.Budget.CountTensor();
        input.Budget.Charge(RecordCost);
        var reader = new OnnxTensorReader(input);
        bool external = false;
        while (message.Next())
            external |= reader.Take(message);
        return external
            ? throw new FormatFault($"{reader.Called} keeps its numbers in another file (external data), which is not read", OneFile)
            : reader.Result(whole);
    }

    private string Called => _name.Length == 0 ? "an initializer" : Quoted.Text(_name);

    /// <summary>Takes one field; true where it says that the elements are in another file.</summary>
    private bool Take(ProtoReader message)
    {
        switch (message.Field)
        {
            case 1:
                TakeSides(message);
                break;
            case 2:
                Once(_type is null, "data_type");
                _type = message.Whole();
                break;
            case 3:
                throw new FormatFault($"{Called} is a segment of a larger tensor, which is not read");
            case 8:
                Once(_name.Length == 0, "name");
                _name = message.Text();
                break;
            case 9:
                Once(_plain is null, "raw_data");
                _plain = message.Blob();
                break;
            case 13:
                return true;
            case 14:
                return message.Whole() != 0;
            case OnnxTypes.Singles or OnnxTypes.Narrow or OnnxTypes.Longs or OnnxTypes.Doubles or OnnxTypes.Unsigned or 6 when message.Range.Length > 0:
                Once(_field is null || _field == message.Field, "list of elements");
                _field = message.Field;
                break;
        }

        return false;
    }

    private void TakeSides(ProtoReader message)
    {
        while (message.NextWhole(out ulong side))
        {
            if (_shape.Count == MostSides)
                throw new FormatFault($"{Called} has more than {MostSides} sides");
            _shape.Add((long)side);
        }
    }

    private void Once(bool first, string field)
    {
        if (!first)
            throw new FormatFault($"{Called} has more than one {field}");
    }

    private OnnxTensor Result(ByteRange whole)
    {
        if (_name.Length == 0)
            throw new FormatFault("its graph has an initializer without a name");
        if (_shape.Exists(side => side < 0))
            throw new FormatFault($"{Called} has the shape {Quoted.Shape(_shape)}, and sides are not negative");
        if (_type is not { } number || OnnxTypes.Find(number) is not (TensorType type, int field))
            throw new FormatFault($"{Called} has the element type {_type?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, which weights do not have");
        long length = LengthOf(type);
        if (_plain is not null && _field is not null)
            throw new FormatFault($"{Called} has its elements twice, as raw_data and one by one");
        if (_field is { } found && found != field)
            throw new FormatFault($"{Called} is {type} and has its elements in field {found}, where {field} was expected");
        var tensor = new OnnxTensor(_name, type, [.. _shape], length, _plain ?? whole, _plain is null ? field : null);
        long stored = _plain?.Length ?? tensor.Measure(input);
        return stored == length
            ? tensor
            : throw new FormatFault($"{Called} is {type} {Quoted.Shape(_shape)}, which takes {length} bytes, and its elements take {stored}");
    }

    private long LengthOf(TensorType type)
    {
        try
        {
            return TensorTypes.BytesOf(type, _shape)!.Value;
        }
        catch (OverflowException)
        {
            throw new FormatFault($"{Called} is {type} {Quoted.Shape(_shape)}, which has more elements than can be counted");
        }
    }
}
