namespace Emblem.ModelFiles;

/// <summary>
/// A weights file seen under other names, and where wanted with other numbers: what a program that names its layers differently saved, read as
/// one of ours.
/// </summary>
internal sealed class RenamedWeightsFile : WeightsFile
{
    private readonly WeightsFile _inner;
    private readonly Dictionary<string, TensorEntry> _originals;
    private readonly Action<TensorEntry, Span<byte>>? _change;

    private RenamedWeightsFile(WeightsFile inner, Dictionary<string, TensorEntry> originals, Action<TensorEntry, Span<byte>>? change)
        : base(inner.Path, [.. originals.Select(pair => pair.Value with { Name = pair.Key })], inner.Metadata)
    {
        _inner = inner;
        _originals = originals;
        _change = change;
    }

    internal override string Format => _inner.Format;

    internal override IReadOnlyList<string> Files => _inner.Files;

    /// <summary>The view; closing it closes the file.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="rename">The new name of an entry, or null to leave it out.</param>
    /// <param name="change">Gets each tensor that was read, under its new name, and may change its bytes.</param>
    /// <exception cref="ModelFileException">Two entries would get one name.</exception>
    public static RenamedWeightsFile Of(WeightsFile file, Func<string, string?> rename, Action<TensorEntry, Span<byte>>? change = null)
    {
        var originals = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (TensorEntry entry in file.Entries)
        {
            if (rename(entry.Name) is { } name && !originals.TryAdd(name, entry))
                throw new ModelFileException($"{file.Path} has both '{originals[name].Name}' and '{entry.Name}' for '{name}'.");
        }

        return new RenamedWeightsFile(file, originals, change);
    }

    internal override string NameInFile(string name) => _originals.TryGetValue(name, out TensorEntry? entry) ? _inner.NameInFile(entry.Name) : name;

    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        _inner.Read(_originals[entry.Name], destination);
        _change?.Invoke(entry, destination[..checked((int)entry.Length)]);
    }

    public override bool VerifyTensors() => _inner.VerifyTensors();

    public override void Dispose() => _inner.Dispose();
}
