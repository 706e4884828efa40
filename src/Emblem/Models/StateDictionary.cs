using Emblem.ModelFiles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>Moves a network's parameters and running statistics to and from files, by name.</summary>
internal static class StateDictionary
{
    // Files from before PyTorch 0.4.1 lack the first, and converters leave it out: with a fixed momentum nothing reads it. The others are a profiler's.
    private static readonly string[] OptionalEntries = ["num_batches_tracked", "total_ops", "total_params"];

    /// <summary>Copies every entry out of the network in C order, so that writing needs no torch.</summary>
    public static IReadOnlyList<NamedTensor> Copy(Module network, string prefix = "")
    {
        using var scope = NewDisposeScope();
        return [.. network.state_dict().Select(entry => Copy(prefix + entry.Key, entry.Value))];
    }

    /// <summary>Copies one tensor of any layout.</summary>
    public static NamedTensor Copy(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        Tensor plain = tensor.detach().cpu().contiguous();
        return new NamedTensor(name, TypeOf(plain), plain.shape, plain.bytes.ToArray());
    }

    /// <summary>Lends every entry to a writer, without a copy of the whole: the network must not change until it has been written.</summary>
    public static IEnumerable<StreamedTensor> Lend(Module network, string prefix = "") =>
        network.state_dict().Select(entry => Lend(prefix + entry.Key, entry.Value));

    /// <summary>Lends one tensor of any layout.</summary>
    public static StreamedTensor Lend(string name, Tensor tensor) => new(name, TypeOf(tensor), tensor.shape, stream =>
    {
        using var scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    });

    /// <summary>Puts a copy back.</summary>
    public static void Restore(Module network, IReadOnlyDictionary<string, NamedTensor> copy, string prefix = "")
    {
        using var quiet = no_grad();
        foreach ((string name, Tensor target) in network.state_dict())
        {
            using Tensor stored = empty(target.shape, target.dtype);
            copy[prefix + name].Bytes.Span.CopyTo(stored.bytes);
            target.copy_(stored);
        }
    }

    /// <summary>
    /// Fills every entry of the network from a file, converting the element type. Nothing is changed unless all fit. A batch norm's count of
    /// batches may be missing and stays as it is then. The tensors are read twice: what is NaN or infinite is refused before anything changes.
    /// </summary>
    /// <param name="network">What to fill.</param>
    /// <param name="file">The source; entries that do not begin with <paramref name="prefix"/> are ignored.</param>
    /// <param name="prefix">Put before the network's own names.</param>
    /// <exception cref="ModelFileException">An entry is missing, has another shape or a number that is not finite; the message names the first.</exception>
    public static void Load(Module network, WeightsFile file, string prefix = "")
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        (Tensor Target, TensorEntry Source)[] pairs =
        [
            .. network.state_dict().Where(entry => !IsOptional(entry.Key) || file.Find(prefix + entry.Key) is not null)
                .Select(entry => (entry.Value, Match(entry.Key, entry.Value, file, prefix))),
        ];
        FiniteTensors.Require(file, pairs.Select(pair => pair.Source));
        foreach ((Tensor target, TensorEntry source) in pairs)
        {
            using Tensor stored = empty([.. source.Shape], ScalarOf(source, file.Path));
            file.Read(source, stored.bytes);
            target.copy_(stored);
        }
    }

    /// <summary>What is wrong with the first entry that holds NaN or infinity; null where all is finite. One pass over the network.</summary>
    public static string? FindFault(Module network, string prefix = "") => network.state_dict().Where(entry => entry.Value.is_floating_point()).Select(entry =>
    {
        using var scope = NewDisposeScope();
        Tensor plain = entry.Value.detach().cpu().contiguous();
        return FiniteTensors.Describe(prefix + entry.Key, TypeOf(plain), plain.bytes);
    }).FirstOrDefault(fault => fault is not null);

    /// <summary>Whether a file may lack an entry of that name, or have it where a network has none.</summary>
    public static bool IsOptional(string name) => OptionalEntries.Any(entry => name.EndsWith(entry, StringComparison.Ordinal));

    private static TensorEntry Match(string name, Tensor target, WeightsFile file, string prefix)
    {
        TensorEntry? found = file.Find(prefix + name);
        if (found is null)
        {
            throw new ModelFileException(
                $"{file.Path} has no '{prefix + name}': it holds another architecture's weights, or a part of these. "
                + $"{(NearestEntry.Describe(prefix + name, target.shape, file.Entries, file) is { } nearest ? $"Nearest: {nearest}." : "It is empty.")}");
        }

        return found.Shape.SequenceEqual(target.shape)
            ? found
            : throw new ModelFileException(
                $"'{file.NameInFile(prefix + name)}' is [{string.Join(", ", found.Shape)}] in {file.Path}, and [{string.Join(", ", target.shape)}] in the network.");
    }

    private static TensorType TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => TensorType.F32,
        ScalarType.Float64 => TensorType.F64,
        ScalarType.Float16 => TensorType.F16,
        ScalarType.BFloat16 => TensorType.BF16,
        ScalarType.Int64 => TensorType.I64,
        ScalarType.Int32 => TensorType.I32,
        ScalarType.Bool => TensorType.Bool,
        _ => throw new NotSupportedException($"A network holds a {tensor.dtype} tensor; floating point, whole numbers and truth values are written."),
    };

    private static ScalarType ScalarOf(TensorEntry entry, string path) => entry.Type switch
    {
        TensorType.F32 => ScalarType.Float32,
        TensorType.F64 => ScalarType.Float64,
        TensorType.F16 => ScalarType.Float16,
        TensorType.BF16 => ScalarType.BFloat16,
        TensorType.I64 => ScalarType.Int64,
        TensorType.I32 => ScalarType.Int32,
        TensorType.Bool => ScalarType.Bool,
        _ => throw new ModelFileException($"'{entry.Name}' in {path} is {entry.Type}, which is not a type of weights."),
    };
}
