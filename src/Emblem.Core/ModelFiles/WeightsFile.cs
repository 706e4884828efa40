using Emblem.Foundation;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// A file of named tensors opened for reading, whatever its format. Opening checks the file's structure whole; tensors are read one by one,
/// so memory never holds more than asked for. Nothing in a file is ever executed.
/// </summary>
public abstract class WeightsFile : IDisposable
{
    private readonly Dictionary<string, TensorEntry> _byName;

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {ValueText.Count(Entries.Count, "tensor")}, {Format}";

    private protected WeightsFile(string path, IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        _byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Path = path;
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The file's path as it was opened.</summary>
    public string Path { get; }

    /// <summary>The tensors: of a safetensors file in the order of their bytes, of a PyTorch file of its dictionary, of an ONNX model of its initializers.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; private init => field = Listing.Of(value); }

    /// <summary>Free text by key; empty when the file or its format has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init => field = Listing.Of(value); }

    /// <summary>In a word or two.</summary>
    internal abstract string Format { get; }

    /// <summary>All files that the tensors come from, an index of shards among them.</summary>
    internal virtual IReadOnlyList<string> Files => [Path];

    /// <summary>
    /// Opens a file of any known format, safetensors, PyTorch's or ONNX; what it is, its first bytes say, not its name: a header's <c>{</c> behind
    /// eight bytes of its length, a zip archive's <c>PK</c>, a pickle's protocol number, or the field of an ONNX model's version. A <c>{</c> at once
    /// is an index of shards (<c>model.safetensors.index.json</c>), which lie beside it. Of a folder the index in it is opened, else its one file of weights.
    /// </summary>
    /// <exception cref="ModelFileException">No known format, a damaged file, or shards that are missing or contradict their index; nothing is left open.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static WeightsFile Open(string path) => Open(path, PyTorchFile.Open);

    /// <summary>
    /// Opens a file with every tensor that it names: those of a PyTorch checkpoint by their places in it, texts joined by dots, where
    /// <see cref="Open(string)"/> shows the weights that are found first.
    /// </summary>
    /// <inheritdoc cref="Open(string)"/>
    internal static WeightsFile OpenWhole(string path) => Open(path, PyTorchFile.OpenWhole);

    /// <summary>Opens a file of any known format, and compares its tensors with the hash that their writer noted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verify">Whether to compare, for which the whole file is read. One that notes no hash is opened all the same.</param>
    /// <exception cref="ModelFileDamagedException">The tensors are not those that were written; nothing is left open.</exception>
    /// <inheritdoc cref="Open(string)"/>
    public static WeightsFile Open(string path, bool verify)
    {
        WeightsFile file = Open(path);
        try
        {
            if (verify)
                file.VerifyTensors();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Compares the tensors with the hash that their writer noted in the file, which Emblem does in every model that it saves. Reads the whole file.
    /// Without it, flipped bits in a tensor are answers like any other.
    /// </summary>
    /// <returns>False when the file notes no hash: nothing was compared, and nothing is known.</returns>
    /// <exception cref="ModelFileDamagedException">The tensors are not those that were written.</exception>
    public virtual bool VerifyTensors()
    {
        if (!Metadata.TryGetValue(TensorHash.Key, out string? noted))
            return false;
        string found = TensorHash.Of(this);
        return found == noted
            ? true
            : throw new ModelFileDamagedException(
                $"{Path} is damaged: its tensors have the SHA-256 {found}, and {noted} was written down. Copy or download it again.");
    }

    /// <summary>The entry of that name, or null.</summary>
    public TensorEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What the file itself calls a tensor of <see cref="Entries"/>, for messages.</summary>
    internal virtual string NameInFile(string name) => name;

    /// <summary>Reads a tensor's bytes, little-endian and in C order.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">At least as long as the entry; so at most 2 GB are read at once.</param>
    /// <exception cref="ModelFileException">The file has been cut while open.</exception>
    /// <exception cref="ArgumentException">The entry is another file's, or the destination is too short.</exception>
    public abstract void Read(TensorEntry entry, Span<byte> destination);

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();

    private static WeightsFile Open(string path, Func<string, WeightsFile> openPyTorch)
    {
        string file = Directory.Exists(path) ? WeightsFolder.FileIn(path) : path;
        return FormatOf(file) switch
        {
            WeightsFormat.Safetensors => SafetensorsFile.Open(file),
            WeightsFormat.Onnx => OnnxFile.Open(file),
            WeightsFormat.Index => ShardedWeightsFile.Open(file),
            _ => openPyTorch(file),
        };
    }

    /// <summary>What a file's first bytes announce.</summary>
    /// <exception cref="ModelFileException">No known format.</exception>
    internal static WeightsFormat FormatOf(string path)
    {
        using SafeFileHandle file = FileBytes.Open(path);
        try
        {
            return WeightsFormats.Of(file, RandomAccess.GetLength(file));
        }
        catch (FormatFault fault)
        {
            throw fault.In(path, "a weights file, safetensors, PyTorch's or ONNX");
        }
    }
}
