using Emblem.ModelFiles;
using Emblem.ModelFiles.PyTorch;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>A checkpoint as trainers write it: dictionaries in dictionaries, tensors, and what lies beside them. As safetensors its places are the names.</summary>
internal sealed class CraftedCheckpoint
{
    private readonly List<(string Key, object? Value)> _items = [];

    /// <summary>Adds a tensor, another dictionary, a text, a whole number or None.</summary>
    public CraftedCheckpoint With(string key, object? value)
    {
        _items.Add((key, value));
        return this;
    }

    /// <summary>Adds tensors, each with something before its name.</summary>
    public CraftedCheckpoint With(IEnumerable<NamedTensor> tensors, string prefix = "")
    {
        _items.AddRange(tensors.Select(tensor => (prefix + tensor.Name, (object?)tensor)));
        return this;
    }

    /// <summary>A dictionary of tensors.</summary>
    public static CraftedCheckpoint Of(IEnumerable<NamedTensor> tensors, string prefix = "") => new CraftedCheckpoint().With(tensors, prefix);

    /// <summary>All tensors by their places.</summary>
    public IEnumerable<NamedTensor> Flat(string place = "") => _items.SelectMany(item => item.Value switch
    {
        NamedTensor tensor => [tensor with { Name = place + item.Key }],
        CraftedCheckpoint inner => inner.Flat($"{place}{item.Key}."),
        _ => (IEnumerable<NamedTensor>)[],
    });

    /// <summary>Writes a file of the wanted format and returns its path.</summary>
    public string Write(TemporaryFolder folder, string name)
    {
        string path = folder.Create(name);
        if (name.EndsWith(".safetensors", StringComparison.Ordinal))
            SafetensorsWriter.Write(path, [.. Flat()]);
        else
            File.WriteAllBytes(path, ToPth());
        return path;
    }

    private byte[] ToPth()
    {
        var storages = new List<(string Key, byte[] Bytes)>();
        PickleWriter pickle = new();
        Add(pickle, this, storages);
        return CraftedFile.Zip(pickle.ToArray(), [.. storages]);
    }

    private static void Add(PickleWriter pickle, object? value, List<(string Key, byte[] Bytes)> storages)
    {
        switch (value)
        {
            case CraftedCheckpoint inner:
                pickle.Dictionary();
                foreach ((string key, object? item) in inner._items)
                {
                    Add(pickle.Text(key), item, storages);
                    pickle.Set();
                }

                break;
            case NamedTensor tensor:
                var storage = new CraftedStorage($"{storages.Count}", TensorTypes.CountOf(tensor.Shape), ClassOf(tensor.Type));
                storages.Add((storage.Key, tensor.Bytes.ToArray()));
                pickle.Tensor(storage, 0, [.. tensor.Shape], CraftedFile.Strides(tensor.Shape));
                break;
            case string text:
                pickle.Text(text);
                break;
            case int number:
                pickle.Integer(number);
                break;
            default:
                pickle.Op(PickleOpcode.NONE);
                break;
        }
    }

    private static string ClassOf(TensorType type) => type switch
    {
        TensorType.F64 => "DoubleStorage",
        TensorType.F16 => "HalfStorage",
        TensorType.BF16 => "BFloat16Storage",
        TensorType.I64 => "LongStorage",
        TensorType.U8 => "ByteStorage",
        _ => "FloatStorage",
    };
}
