namespace Emblem.ModelFiles.PyTorch;

/// <summary>What a pickle's persistent id means: a storage, seen as elements of a type or as bytes.</summary>
internal sealed record StorageReference(Storage Storage, TensorType? Type)
{
    /// <summary>Reads an id: ('storage', class, key, device, element count), and None behind that in the older container.</summary>
    public static StorageReference Of(object? id, IStorages storages)
    {
        if (id is not PickleTuple { Items: ["storage", PickleGlobal { Role: PickleRole.Storage } kind, string key, string, long count, .. var rest] })
            throw new FormatFault($"its pickle has a persistent id that is no storage but {PickleCalls.Kind(id)}");
        if (rest is not ([] or [null]))
            throw new FormatFault($"its storage {Quoted.Text(key)} is a part of another storage, as torch wrote before version 0.4; save it anew with a later one");
        int size = kind.Type is { } type ? TensorTypes.BitsOf(type) / 8 : 1;
        if (count < 0 || count > long.MaxValue / size)
            throw new FormatFault($"its storage {Quoted.Text(key)} claims {count} elements");
        return new StorageReference(storages.Find(key, count, size), kind.Type);
    }
}
