using System.Globalization;
using System.Runtime.InteropServices;
using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>
/// A graph that grows operation by operation, each behind those whose results it takes. Names follow from the order alone, so equal networks give equal
/// graphs. Tensors are asked for their bytes when the file is written.
/// </summary>
internal sealed class OnnxGraphWriter
{
    private readonly List<OnnxStep> _steps = [];
    private readonly ProtoMessage _ends = new();
    private readonly List<StreamedTensor> _tensors = [];
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxValue> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private string _part = "";

    public OnnxGraphWriter()
    {
    }

    private OnnxGraphWriter(OnnxGraphWriter like)
    {
        _ends.Append(like._ends);
        foreach ((string operation, int count) in like._counts)
            _counts[operation] = count;
    }

    /// <summary>The operations so far.</summary>
    public IReadOnlyList<OnnxStep> Steps => _steps;

    /// <summary>The stored tensors in the order in which they were first used.</summary>
    public IReadOnlyList<StreamedTensor> Tensors => _tensors;

    /// <summary>Everything but the tensors, as fields of <c>GraphProto</c>.</summary>
    public byte[] Fields
    {
        get
        {
            var fields = new ProtoMessage();
            foreach (OnnxStep step in _steps)
                fields.Message(1, step.Message);
            fields.Text(2, "emblem");
            fields.Append(_ends);
            return fields.Bytes;
        }
    }

    /// <summary>Adds an operation of one result.</summary>
    /// <param name="operation">By the name of the standard.</param>
    /// <param name="inputs">In its order.</param>
    /// <param name="settings">Its attributes.</param>
    public OnnxValue Add(string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<OnnxSetting> settings) => Add(operation, inputs, 1, settings)[0];

    /// <summary>Adds an operation of several results.</summary>
    public OnnxValue[] Add(string operation, ReadOnlySpan<OnnxValue> inputs, int results, params ReadOnlySpan<OnnxSetting> settings)
    {
        int number = CollectionsMarshal.GetValueRefOrAddDefault(_counts, $"{_part}{operation}", out _)++;
        string name = string.Create(CultureInfo.InvariantCulture, $"{_part}{operation}_{number}");
        OnnxValue[] outputs = [.. Enumerable.Range(0, results).Select(i => new OnnxValue(i == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{i}")))];
        Append(new OnnxStep(operation, name, [.. inputs], outputs, [.. settings]));
        return outputs;
    }

    /// <summary>Adds an operation that another graph has.</summary>
    public void Append(OnnxStep step) => _steps.Add(step);

    /// <summary>A graph with the same inputs and outputs, in which nothing is computed yet, to be filled with these steps, changed; new ones get names of their own.</summary>
    public OnnxGraphWriter Emptied() => new(this);

    /// <summary>Names what is added from here on as a part by itself, so that the names of all else do not depend on it; an empty name ends it.</summary>
    public void Begin(string part) => _part = part.Length == 0 ? "" : $"{part}.";

    /// <summary>Adds a stored tensor; one that is there already by that name is the same.</summary>
    public OnnxValue Store(StreamedTensor tensor)
    {
        if (_stored.Add(tensor.Name))
            _tensors.Add(tensor);
        return new OnnxValue(tensor.Name);
    }

    /// <summary>Adds singles that belong to the graph and not to the network, so that its stored tensors are the network's alone. Equal ones are one.</summary>
    public OnnxValue Constant(IReadOnlyList<long> shape, params float[] values) => Constant(TensorType.F32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The same for doubles.</summary>
    public OnnxValue Constant(IReadOnlyList<long> shape, params double[] values) => Constant(TensorType.F64, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The same for a list of whole numbers.</summary>
    public OnnxValue Wholes(params long[] values) => Constant(TensorType.I64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Declares an input.</summary>
    /// <param name="name">What callers give it by.</param>
    /// <param name="type">The element type.</param>
    /// <param name="sides">Whole numbers, or names of sides that a caller chooses.</param>
    public OnnxValue Input(string name, TensorType type, params ReadOnlySpan<OnnxSide> sides)
    {
        _ends.Message(11, Described(name, type, sides));
        return new OnnxValue(name);
    }

    /// <summary>Declares an output, singles by that name.</summary>
    public void Output(string name, OnnxValue value, params ReadOnlySpan<OnnxSide> sides)
    {
        Name(name, value);
        _ends.Message(12, Described(name, TensorType.F32, sides));
    }

    /// <summary>Gives a value a name of the caller's.</summary>
    public OnnxValue Name(string name, OnnxValue value)
    {
        var named = new OnnxValue(name);
        Append(new OnnxStep("Identity", name, [value], [named], []));
        return named;
    }

    /// <summary>Declares what an operation gave an output as it is, singles of any shape.</summary>
    public void Expose(OnnxValue value)
    {
        var tensor = new ProtoMessage();
        tensor.Whole(1, OnnxTypes.NumberOf(TensorType.F32));
        _ends.Message(12, Described(value.Name, tensor));
    }

    /// <summary>The same for numbers of any type.</summary>
    /// <param name="type">Theirs.</param>
    /// <param name="shape">Sides from the outermost.</param>
    /// <param name="bytes">In C order, little-endian.</param>
    public OnnxValue Constant(TensorType type, IReadOnlyList<long> shape, byte[] bytes)
    {
        string key = $"{type} {string.Join('x', shape)} {Convert.ToHexString(bytes)}";
        if (_constants.TryGetValue(key, out OnnxValue? known))
            return known;
        var tensor = new ProtoMessage();
        if (shape.Count > 0)
            tensor.Wholes(1, shape);
        tensor.Whole(2, OnnxTypes.NumberOf(type));
        tensor.Blob(9, bytes);
        return _constants[key] = Add("Constant", [], OnnxSetting.Of("value", tensor));
    }

    private static ProtoMessage Described(string name, TensorType type, ReadOnlySpan<OnnxSide> sides)
    {
        var shape = new ProtoMessage();
        foreach (OnnxSide side in sides)
            shape.Message(1, side.Message);
        var tensor = new ProtoMessage();
        tensor.Whole(1, OnnxTypes.NumberOf(type));
        tensor.Message(2, shape);
        return Described(name, tensor);
    }

    private static ProtoMessage Described(string name, ProtoMessage tensor)
    {
        var kind = new ProtoMessage();
        kind.Message(1, tensor);
        var described = new ProtoMessage();
        described.Text(1, name);
        described.Message(2, kind);
        return described;
    }
}
