using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// What torch wrote before version 1.6 and still writes on request: a magic number, a version, facts about the machine, the checkpoint and the
/// keys of its storages, each a pickle, and then every storage: its element count and its bytes.
/// </summary>
internal sealed class LegacyContainer(SafeFileHandle file, long length, ReadingBudget budget) : IStorages
{
    private const long Version = 1001;
    private const int CountLength = 8;
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private readonly Dictionary<string, Storage> _storages = new(StringComparer.Ordinal);

    /// <summary>What the pickle holds.</summary>
    public object? Read()
    {
        var input = new PickleInput(file, 0, length);
        if (NewMachine(input).Run() is not BigInteger magic || magic != Magic)
            throw new FormatFault("it is a pickle, but not one that torch.save wrote: the magic number is missing");
        if (NewMachine(input).Run() is not Version)
            throw new FormatFault($"its container has another version than {Version}");
        if (NewMachine(input).Run() is not PickleDictionary machine || machine.Find("little_endian") is not true)
            throw new FormatFault("its byte order is not little-endian", "Save it anew on a little-endian machine.");
        object? root = new PickleMachine(input, budget, this).Run();
        if (NewMachine(input).Run() is not PickleList keys)
            throw new FormatFault("its list of storages is missing");
        Locate(keys.Items, input.Position);
        return root;
    }

    /// <inheritdoc/>
    public Storage Find(string key, long count, int elementSize)
    {
        // Whether that is true cannot be known yet: the real count stands before the bytes, behind the pickles.
        if (!_storages.TryGetValue(key, out Storage? storage))
        {
            budget.Charge(160);
            storage = new Storage(key, count, elementSize);
            _storages.Add(key, storage);
        }

        return storage.Count == count && storage.Length == count * elementSize
            ? storage
            : throw new FormatFault($"its pickle gives storage {Quoted.Text(key)} {count * elementSize} bytes here and {storage.Length} there");
    }

    private PickleMachine NewMachine(PickleInput input) => new(input, budget, storages: null);

    private void Locate(IReadOnlyList<object?> keys, long at)
    {
        if (keys.Count != _storages.Count)
            throw new FormatFault($"it lists {keys.Count} storages, and its pickle refers to {_storages.Count}");
        Span<byte> count = stackalloc byte[CountLength];
        foreach (object? item in keys)
        {
            // Each is taken out once, so a key that is listed twice is not found again.
            if (item is not string key || !_storages.Remove(key, out Storage? storage))
                throw new FormatFault($"among its storages it lists {PickleCalls.Kind(item)}, which its pickle does not refer to, or twice");
            if (at > length - CountLength || storage.Length > length - CountLength - at)
                throw new FormatFault($"it ends before the {storage.Length} bytes of storage {Quoted.Text(key)} do: it is cut short");
            FileBytes.Read(file, count, at);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) is var found && found != storage.Count)
                throw new FormatFault($"its storage {Quoted.Text(key)} should have {storage.Count} elements by the pickle, and says it has {found}");
            storage.Position = at + CountLength;
            at = storage.Position + storage.Length;
        }

        if (at != length)
            throw new FormatFault($"{length - at} bytes follow its last storage");
    }
}
