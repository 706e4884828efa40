using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>What torch writes since version 1.6: a zip archive NAME with NAME/data.pkl and a file NAME/data/KEY for each storage.</summary>
internal sealed class ZipContainer : IStorages
{
    private const string PickleName = "/data.pkl";
    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly string _archive;

    private ZipContainer(Dictionary<string, ZipEntry> entries, string archive)
    {
        _entries = entries;
        _archive = archive;
    }

    /// <summary>What the pickle holds.</summary>
    public static object? Read(SafeFileHandle file, long length, ReadingBudget budget)
    {
        Dictionary<string, ZipEntry> entries = ZipDirectory.Read(file, length, budget);
        string[] archives = [.. entries.Keys.Where(name => name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length
            && name.EndsWith(PickleName, StringComparison.Ordinal)).Select(name => name[..^PickleName.Length])];
        if (archives is not [var archive])
            throw new FormatFault($"it is a zip archive with {archives.Length} files NAME{PickleName}, where torch writes one");
        if (entries.ContainsKey($"{archive}/constants.pkl"))
            throw new FormatFault("it is a TorchScript program, not weights", "Save its state_dict() instead.");
        var container = new ZipContainer(entries, archive);
        container.RequireLittleEndian(file);
        ZipEntry pickle = entries[archive + PickleName];
        var input = new PickleInput(file, pickle.Offset, pickle.Offset + pickle.Length);
        object? root = new PickleMachine(input, budget, container).Run();
        return input.Position == pickle.Offset + pickle.Length
            ? root
            : throw new FormatFault($"{pickle.Offset + pickle.Length - input.Position} bytes follow the end of its pickle");
    }

    /// <inheritdoc/>
    public Storage Find(string key, long count, int elementSize)
    {
        ZipEntry entry = _entries.GetValueOrDefault($"{_archive}/data/{key}")
            ?? throw new FormatFault($"its pickle refers to storage {Quoted.Text(key)}, which the archive does not hold");
        return entry.Length == count * elementSize
            ? new Storage(key, count, elementSize) { Position = entry.Offset }
            : throw new FormatFault(
                $"its storage {Quoted.Text(key)} should have {count * elementSize} bytes by the pickle, and its entry has {entry.Length}");
    }

    private void RequireLittleEndian(SafeFileHandle file)
    {
        if (!_entries.TryGetValue($"{_archive}/byteorder", out ZipEntry? entry))
            return;
        Span<byte> order = stackalloc byte[6];
        order = order[..(int)Math.Min(order.Length, entry.Length)];
        FileBytes.Read(file, order, entry.Offset);
        if (entry.Length != order.Length || !order.SequenceEqual("little"u8))
            throw new FormatFault("its byte order is not little-endian", "Save it anew on a little-endian machine.");
    }
}
