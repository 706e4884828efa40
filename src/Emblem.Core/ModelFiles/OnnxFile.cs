using Emblem.ModelFiles.Onnx;
using Emblem.ModelFiles.Protobuf;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// An ONNX model (<c>.onnx</c>) opened for reading its weights: the initializers of its graph. The network is not executed; the graph's operations are
/// read only as far as they say which initializer belongs where. Opening reads names and shapes and steps over the numbers. Safe to read from
/// several threads.
/// </summary>
/// <remarks>
/// Limits: weights in the file itself, no external data; no sparse tensors; tensors of up to 64 sides and of the types in <see cref="TensorType"/>;
/// texts of up to 64 kB. Graphs inside of operations are passed over. Opening takes memory for names, shapes and operations, at most twice the
/// file's size and 16 MB.
/// </remarks>
public sealed class OnnxFile : WeightsFile
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, OnnxTensor> _tensors;

    private OnnxFile(SafeFileHandle file, string path, OnnxModel model)
        : base(path, [.. model.Graph.Tensors.Select(EntryOf)], model.Metadata)
    {
        _file = file;
        _tensors = model.Graph.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Producer = model.Producer;
        Nodes = model.Graph.Nodes;
    }

    internal override string Format => "ONNX";

    /// <summary>The program that wrote the file, for example <c>pytorch</c>; empty where the file does not say.</summary>
    internal string Producer { get; }

    /// <summary>The graph's operations in their order.</summary>
    internal IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>Opens a file and reads what it says of its tensors; their elements are read later, one tensor at a time.</summary>
    /// <exception cref="ModelFileException">
    /// Not such a file, a damaged one, or one whose weights are elsewhere, sparse or not there; nothing is left open.
    /// </exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static new OnnxFile Open(string path) => Open(path, budget: null);

    /// <summary>Whether a file is there and begins as an ONNX model does; its name does not matter.</summary>
    public static bool IsOnnx(string path)
    {
        if (!File.Exists(path))
            return false;
        using SafeFileHandle file = FileBytes.Open(path);
        try
        {
            return WeightsFormats.Of(file, RandomAccess.GetLength(file)) == WeightsFormat.Onnx;
        }
        catch (FormatFault)
        {
            return false;
        }
    }

    /// <summary>Opens a file; what it costs is counted in the budget, when one is given.</summary>
    internal static OnnxFile Open(string path, ReadingBudget? budget)
    {
        SafeFileHandle file = FileBytes.Open(path);
        try
        {
            long length = RandomAccess.GetLength(file);
            return WeightsFormats.Of(file, length) == WeightsFormat.Onnx
                ? new OnnxFile(file, path, OnnxModel.Read(file, length, budget ?? new ReadingBudget(length)))
                : throw new FormatFault("it does not begin as a model does");
        }
        catch (FormatFault fault)
        {
            file.Dispose();
            throw fault.In(path, "an ONNX model that can be read");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        if (!_tensors.TryGetValue(entry.Name, out OnnxTensor? tensor))
            throw new ArgumentException($"'{entry.Name}' is not a tensor of {Path}.", nameof(entry));
        try
        {
            tensor.Read(new WireInput(_file, new ReadingBudget(0)), destination[..checked((int)tensor.Length)]);
        }
        catch (FormatFault fault)
        {
            throw new ModelFileException($"'{entry.Name}' of {Path} cannot be read: {fault.Message}. Was the file changed meanwhile?", fault);
        }
    }

    /// <summary>Closes the file.</summary>
    public override void Dispose() => _file.Dispose();

    private static TensorEntry EntryOf(OnnxTensor tensor) => new(tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes.At, tensor.Length);
}
